/** One step of the desk store's schema; the steps are numbered from 1 without a gap. */
export interface Migration {
  readonly version: number;
  /** Oldest version of this program that may still open a store after the step; an older one refuses, untouched. */
  readonly minSafe: number;
  readonly sql: string;
}
