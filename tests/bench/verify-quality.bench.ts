/** What the comparison finds and where it raises false alarms, kind by kind, as JSON lines. */
import { blockFaults } from '../fixtures/verification/evaluation/block-faults.ts';
import { caseArticles } from '../fixtures/verification/evaluation/case-articles.ts';
import { caseVariations } from '../fixtures/verification/evaluation/case-variations.ts';
import {
  evaluateFault,
  evaluateTogether,
  evaluateVariation,
  type FaultFigures,
} from '../fixtures/verification/evaluation/evaluate.ts';
import type { FaultKind } from '../fixtures/verification/evaluation/injected-fault.ts';
import { insertionFaults } from '../fixtures/verification/evaluation/insertion-faults.ts';
import { caseTemplates } from '../fixtures/verification/evaluation/templates.ts';
import { fieldFaults, textFaults } from '../fixtures/verification/evaluation/text-faults.ts';
import { secondArticles } from '../fixtures/verification/second-set/second-articles.ts';
import { secondFaults } from '../fixtures/verification/second-set/second-faults.ts';
import { secondTemplates } from '../fixtures/verification/second-set/second-templates.ts';

const count = Number(process.argv[2] ?? 42);
const explain = process.argv.includes('--explain');
const articles = caseArticles(count);
const firstFaults: Readonly<Record<string, FaultKind>> = {
  ...textFaults,
  ...fieldFaults,
  ...blockFaults,
  ...insertionFaults,
};
const share = (part: number, whole: number): number => (whole === 0 ? 1 : Number((part / whole).toFixed(5)));
const say = (line: Readonly<Record<string, unknown>>): void =>
  console.log(JSON.stringify({ bench: 'verify-quality', ...line }));

const families = new Map<string, FaultFigures>();

function sum(set: string, figures: FaultFigures): void {
  const key = `${set} ${figures.family}`;
  const known = families.get(key) ?? {
    ...figures,
    kind: 'all',
    injected: 0,
    detected: 0,
    locatable: 0,
    located: 0,
    spurious: 0,
    misses: [],
  };
  known.injected += figures.injected;
  known.detected += figures.detected;
  known.locatable += figures.locatable;
  known.located += figures.located;
  known.spurious += figures.spurious;
  families.set(key, known);
}

function tell(set: string, figures: FaultFigures): void {
  say({
    set,
    family: figures.family,
    kind: figures.kind,
    injected: figures.injected,
    detected: share(figures.detected, figures.injected),
    located: share(figures.located, figures.locatable),
    spuriousPerPage: share(figures.spurious, figures.injected),
    ...(explain && figures.misses.length > 0 ? { misses: figures.misses } : {}),
  });
}

let clean = { pages: 0, alarms: 0, spurious: 0 };
for (const [kind, variation] of Object.entries(caseVariations)) {
  for (const [set, templates, texts] of [
    ['first', caseTemplates, articles],
    ['second', secondTemplates, secondArticles],
    ['second templates', secondTemplates, articles.slice(0, 12)],
  ] as const) {
    const { misses, ...figures } = evaluateVariation(variation, templates, texts);
    clean = {
      pages: clean.pages + figures.pages,
      alarms: clean.alarms + figures.alarms,
      spurious: clean.spurious + figures.spurious,
    };
    say({
      set,
      clean: kind,
      pages: figures.pages,
      falseAlarms: figures.alarms,
      spuriousPerPage: share(figures.spurious, figures.pages),
      ...(explain && misses.length > 0 ? { misses: misses.slice(0, 5) } : {}),
    });
  }
}
for (const [kind, fault] of Object.entries(firstFaults)) {
  const figures = evaluateFault(kind, fault, caseTemplates, articles, [1]);
  sum('first', figures);
  tell('first', figures);
}
for (const [kind, fault] of Object.entries(secondFaults)) {
  const figures = evaluateFault(kind, fault, secondTemplates, secondArticles, [1, 2, 3]);
  sum('second', figures);
  tell('second', figures);
}
const together = evaluateTogether(firstFaults, caseTemplates, articles, [1]);
say({
  set: 'first',
  kind: 'two to five faults at once',
  pages: together.pages,
  injected: together.injected,
  undetectedPages: together.undetected,
  located: share(together.located, together.injected),
  ...(explain ? { misses: together.misses } : {}),
});
say({
  total: 'clean pages',
  ...clean,
  falseAlarmShare: share(clean.alarms, clean.pages),
  spuriousPerPage: share(clean.spurious, clean.pages),
});
for (const [key, figures] of families) tell(key.split(' ')[0] ?? '', { ...figures, kind: `all of ${key}` });
