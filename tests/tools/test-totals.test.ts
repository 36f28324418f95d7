import { describe, expect, test } from 'vitest';
import { addTotals, countPlaywright, countVitest, ONE_FAILURE, totalsLine } from './test-totals.ts';

describe('test totals', () => {
  test('a vitest report is counted, a file that did not load as one failure', () => {
    const report = {
      numPassedTests: 7,
      numFailedTests: 2,
      numPendingTests: 1,
      numTodoTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    };
    expect(countVitest(report)).toEqual({ passed: 7, failed: 3, skipped: 2 });
  });

  test('a Playwright report is counted, an error outside the tests as one failure', () => {
    const report = { stats: { expected: 5, flaky: 1, unexpected: 1, skipped: 4 }, errors: [{ message: 'no config' }] };
    expect(countPlaywright(report)).toEqual({ passed: 6, failed: 2, skipped: 4 });
  });

  test('a report without numbers is refused, never taken for zero failures', () => {
    expect(() => countVitest({ testResults: [] })).toThrow('numPassedTests');
    expect(() => countPlaywright({})).toThrow('no field expected');
  });

  test('the last line adds every stage up', () => {
    expect(totalsLine(addTotals([{ passed: 3, failed: 0, skipped: 1 }, ONE_FAILURE]))).toBe(
      '3 passed, 1 failed, 1 skipped',
    );
  });
});
