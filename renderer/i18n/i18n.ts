import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { assignments as assignmentsEn } from './en/assignments.ts';
import { common as commonEn } from './en/common.ts';
import { comparison as comparisonEn } from './en/comparison.ts';
import { deadlines as deadlinesEn } from './en/deadlines.ts';
import { delegations as delegationsEn } from './en/delegations.ts';
import { editor as editorEn } from './en/editor.ts';
import { errors as errorsEn } from './en/errors.ts';
import { frame as frameEn } from './en/frame.ts';
import { intake as intakeEn } from './en/intake.ts';
import { item as itemEn } from './en/item.ts';
import { published as publishedEn } from './en/published.ts';
import { queues as queuesEn } from './en/queues.ts';
import { refusals as refusalsEn } from './en/refusals.ts';
import { regulation as regulationEn } from './en/regulation.ts';
import { session as sessionEn } from './en/session.ts';
import { settings as settingsEn } from './en/settings.ts';
import { sync as syncEn } from './en/sync.ts';
import { verification as verificationEn } from './en/verification.ts';
import { vocabulary as vocabularyEn } from './en/vocabulary.ts';
import { assignments } from './vi/assignments.ts';
import { common } from './vi/common.ts';
import { comparison } from './vi/comparison.ts';
import { deadlines } from './vi/deadlines.ts';
import { delegations } from './vi/delegations.ts';
import { editor } from './vi/editor.ts';
import { errors } from './vi/errors.ts';
import { frame } from './vi/frame.ts';
import { intake } from './vi/intake.ts';
import { item } from './vi/item.ts';
import { published } from './vi/published.ts';
import { queues } from './vi/queues.ts';
import { refusals } from './vi/refusals.ts';
import { regulation } from './vi/regulation.ts';
import { session } from './vi/session.ts';
import { settings } from './vi/settings.ts';
import { sync } from './vi/sync.ts';
import { verification } from './vi/verification.ts';
import { vocabulary } from './vi/vocabulary.ts';
import type { Wording } from './wording.ts';

const vietnamese = {
  assignments,
  common,
  comparison,
  deadlines,
  delegations,
  editor,
  errors,
  frame,
  intake,
  item,
  published,
  queues,
  refusals,
  regulation,
  session,
  settings,
  sync,
  verification,
  vocabulary,
};

const english = {
  assignments: assignmentsEn,
  common: commonEn,
  comparison: comparisonEn,
  deadlines: deadlinesEn,
  delegations: delegationsEn,
  editor: editorEn,
  errors: errorsEn,
  frame: frameEn,
  intake: intakeEn,
  item: itemEn,
  published: publishedEn,
  queues: queuesEn,
  refusals: refusalsEn,
  regulation: regulationEn,
  session: sessionEn,
  settings: settingsEn,
  sync: syncEn,
  verification: verificationEn,
  vocabulary: vocabularyEn,
} satisfies { readonly [Space in keyof typeof vietnamese]: Wording<(typeof vietnamese)[Space]> };

/** Every dictionary by language and namespace; Vietnamese says which keys there are. */
export const dictionaries = { vi: vietnamese, en: english };

export type Language = keyof typeof dictionaries;

type Path<Dictionary> = {
  [Key in keyof Dictionary & string]: Dictionary[Key] extends string ? Key : `${Key}.${Path<Dictionary[Key]>}`;
}[keyof Dictionary & string];

/** `namespace:path.to.text`, checked against the Vietnamese dictionaries. */
export type MessageKey = {
  [Space in keyof typeof vietnamese]: `${Space}:${Path<(typeof vietnamese)[Space]>}`;
}[keyof typeof vietnamese];

/** Gives a text in the present language; `count` chooses the singular where the language has one. */
export type Translate = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

void i18next.use(initReactI18next).init({
  resources: dictionaries,
  lng: 'vi',
  fallbackLng: 'vi',
  defaultNS: 'common',
  interpolation: { escapeValue: false },
  returnNull: false,
  initAsync: false,
});

/** Text outside React, in the present language. */
export const translate: Translate = (key, values) => String(i18next.t(key, { ...values }));

/** Changes the language of every screen and of the page itself. */
export function setLanguage(language: Language): void {
  document.documentElement.lang = language;
  if (i18next.language !== language) void i18next.changeLanguage(language);
}
