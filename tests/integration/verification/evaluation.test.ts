import { describe, expect, test } from 'vitest';
import { blockFaults } from '../../fixtures/verification/evaluation/block-faults.ts';
import { caseArticles } from '../../fixtures/verification/evaluation/case-articles.ts';
import { caseVariations } from '../../fixtures/verification/evaluation/case-variations.ts';
import { evaluateFault, evaluateTogether, evaluateVariation } from '../../fixtures/verification/evaluation/evaluate.ts';
import {
  insertionFaults,
  insertionPlaces,
  intrudersAt,
} from '../../fixtures/verification/evaluation/insertion-faults.ts';
import { caseTemplates } from '../../fixtures/verification/evaluation/templates.ts';
import { fieldFaults, textFaults } from '../../fixtures/verification/evaluation/text-faults.ts';
import { secondArticles } from '../../fixtures/verification/second-set/second-articles.ts';
import { secondFaults } from '../../fixtures/verification/second-set/second-faults.ts';
import { secondTemplates } from '../../fixtures/verification/second-set/second-templates.ts';

const articles = caseArticles(6);
const few = articles.slice(0, 2);
/** A third of the templates per kind, another third for the next kind: together all of them. */
const someTemplates = (turn: number): typeof caseTemplates =>
  caseTemplates.filter((_template, at) => at % 3 === turn % 3);

describe('law 6: whatever acts or hides', () => {
  const [article] = articles;
  const page = article === undefined ? [] : [article];
  test.each(Object.keys(insertionPlaces))('%s of the article is found', (place) => {
    const missed: string[] = [];
    let injected = 0;
    for (const [name, fault] of intrudersAt(place)) {
      const figures = evaluateFault(`${name} ${place}`, fault, caseTemplates, page, [1]);
      injected += figures.injected;
      missed.push(...figures.misses);
    }
    expect(missed).toEqual([]);
    expect(injected).toBeGreaterThan(0);
  });
});

test.each(Object.entries(caseVariations))('%s raises no false alarm', (kind, variation) => {
  const turn = Object.keys(caseVariations).indexOf(kind);
  const first = evaluateVariation(variation, turn === 0 ? caseTemplates : someTemplates(turn), few);
  const second = evaluateVariation(variation, secondTemplates, secondArticles.slice(0, 3));
  expect([...first.misses, ...second.misses]).toEqual([]);
});

test.each([
  ['words', textFaults],
  ['fields', fieldFaults],
  ['blocks', blockFaults],
  ['insertions', insertionFaults],
])('faults of %s are all found, and all but a few are shown exactly', (_name, kinds) => {
  const undetected: string[] = [];
  let locatable = 0;
  let located = 0;
  for (const [turn, [kind, fault]] of Object.entries(kinds).entries()) {
    const figures = evaluateFault(kind, fault, someTemplates(turn), few, [1]);
    if (figures.detected < figures.injected) undetected.push(kind, ...figures.misses);
    locatable += figures.locatable;
    located += figures.located;
  }
  expect(undetected).toEqual([]);
  expect(located / locatable).toBeGreaterThanOrEqual(0.99);
});

test('several faults on one page are each shown', () => {
  const kinds = { ...textFaults, ...insertionFaults };
  const figures = evaluateTogether(kinds, caseTemplates, few, [1]);
  expect(figures.undetected).toBe(0);
  expect(figures.injected).toBeGreaterThan(50);
  expect(figures.located / figures.injected).toBeGreaterThanOrEqual(0.97);
});

test('faults on pages of other languages and makers are found', () => {
  const undetected: string[] = [];
  for (const [kind, fault] of Object.entries(secondFaults)) {
    const figures = evaluateFault(kind, fault, secondTemplates, secondArticles.slice(0, 4), [1]);
    if (figures.detected < figures.injected) undetected.push(kind, ...figures.misses);
  }
  expect(undetected).toEqual([]);
});
