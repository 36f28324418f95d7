import type { MessageKey, Translate } from '../../i18n/i18n.ts';
import { intake } from '../../i18n/vi/intake.ts';

/** What the reading of a file left out or changed, in words; a code of a newer desk still says what it is about. */
export function warningText(t: Translate, warning: { readonly code: string; readonly subject: string | null }): string {
  const subject = warning.subject ?? t('intake:otherNone');
  return t(isKnown(warning.code) ? `intake:warning.${warning.code}` : 'intake:warning.other', { subject });
}

type KnownWarning =
  Extract<MessageKey, `intake:warning.${string}`> extends `intake:warning.${infer Code}` ? Code : never;

function isKnown(code: string): code is KnownWarning {
  return Object.hasOwn(intake.warning, code);
}
