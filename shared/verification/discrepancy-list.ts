import { sha256Hash } from '../lib/hash.ts';
import type { Discrepancy, DiscrepancyType, Severity, UncheckedPart, UncheckedReason } from './verdict.ts';

const keptDiscrepancies = 2_000;
const shownCharacters = 2_000;

/** A difference before it is numbered; what is left out is empty or null. */
export interface Finding {
  readonly type: DiscrepancyType;
  readonly severity: Severity;
  readonly block: string | null;
  readonly approved?: string;
  readonly published?: string;
  readonly before?: string;
  readonly after?: string;
  readonly approvedRange?: readonly [number, number] | null;
  readonly publishedRange?: readonly [number, number] | null;
}

/** Gathers what a comparison finds; past 2,000 discrepancies only the verdict still counts. */
export class DiscrepancyList {
  readonly discrepancies: Discrepancy[] = [];
  readonly unchecked: UncheckedPart[] = [];
  readonly #ids = new Map<string, number>();

  add(finding: Finding): void {
    const { type, severity, block } = finding;
    // A flood of cosmetic findings must not push out one of meaning.
    if (this.discrepancies.length >= keptDiscrepancies && severity === 'cosmetic') return;
    if (this.discrepancies.length >= keptDiscrepancies * 2) return;
    const approved = shorten(finding.approved ?? '');
    const published = shorten(finding.published ?? '');
    const digest = sha256Hash(JSON.stringify([type, block, approved, published])).slice(0, 12);
    const times = this.#ids.get(digest) ?? 0;
    this.#ids.set(digest, times + 1);
    this.discrepancies.push({
      id: times === 0 ? `${type}-${digest}` : `${type}-${digest}-${times + 1}`,
      type,
      severity,
      block,
      approved,
      published,
      before: (finding.before ?? '').slice(-200),
      after: (finding.after ?? '').slice(0, 200),
      approvedRange: finding.approvedRange ? [...finding.approvedRange] : null,
      publishedRange: finding.publishedRange ? [...finding.publishedRange] : null,
    });
  }

  leaveUnchecked(part: string, reason: UncheckedReason, subject: string): void {
    if (this.unchecked.length < 1_000 && !this.unchecked.some((known) => known.part === part)) {
      this.unchecked.push({ part, reason, subject: subject.slice(0, 2_048) });
    }
  }
}

function shorten(text: string): string {
  return text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters - 1)}…`;
}
