/** How many tests of a run passed, failed or were left out. */
export interface TestTotals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NO_TESTS: TestTotals = { passed: 0, failed: 0, skipped: 0 };

/** A stage that broke before it could count counts as one failure, so that the totals never look better than the run. */
export const ONE_FAILURE: TestTotals = { passed: 0, failed: 1, skipped: 0 };

/** Adds up the totals of several stages. */
export function addTotals(all: readonly TestTotals[]): TestTotals {
  return all.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    NO_TESTS,
  );
}

/** The one line that ends a run. */
export function totalsLine(totals: TestTotals): string {
  return `${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`;
}

/** Counts a vitest JSON report; a file that could not even be loaded counts as one failure. */
export function countVitest(report: unknown): TestTotals {
  const broken = listAt(report, 'testResults').filter(
    (file) => textAt(file, 'status') === 'failed' && listAt(file, 'assertionResults').length === 0,
  ).length;
  return {
    passed: numberAt(report, 'numPassedTests'),
    failed: numberAt(report, 'numFailedTests') + broken,
    skipped: numberAt(report, 'numPendingTests') + numberAt(report, 'numTodoTests'),
  };
}

/** Counts a Playwright JSON report; an error outside every test counts as one failure. */
export function countPlaywright(report: unknown): TestTotals {
  const stats = fieldAt(report, 'stats');
  return {
    passed: numberAt(stats, 'expected') + numberAt(stats, 'flaky'),
    failed: numberAt(stats, 'unexpected') + listAt(report, 'errors').length,
    skipped: numberAt(stats, 'skipped'),
  };
}

function fieldAt(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) throw new Error(`The test report has no field ${name}`);
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

function numberAt(value: unknown, name: string): number {
  const field = fieldAt(value, name);
  if (typeof field !== 'number') throw new Error(`The test report has no number ${name}`);
  return field;
}

function textAt(value: unknown, name: string): string {
  const field = fieldAt(value, name);
  return typeof field === 'string' ? field : '';
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const field = fieldAt(value, name);
  return Array.isArray(field) ? field : [];
}
