import type { ReactNode } from 'react';
import type { Discrepancy } from '#shared/verification/verdict.ts';

interface Span {
  readonly from: number;
  readonly to: number;
  readonly discrepancy: Discrepancy;
}

interface MarkedTextProps {
  readonly text: string;
  readonly spans: readonly Span[];
  readonly current: string | null;
  readonly onPick: (id: string) => void;
}

/** A text with its differences marked in place: pattern and symbol tell the weight, not colour alone. */
export function MarkedText({ text, spans, current, onPick }: MarkedTextProps): ReactNode {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const { from, to, discrepancy } of [...spans].sort((left, right) => left.from - right.from)) {
    if (from < at) continue;
    pieces.push(text.slice(at, from));
    pieces.push(
      <button
        key={discrepancy.id}
        type="button"
        className={`difference difference-${discrepancy.severity}`}
        data-difference={discrepancy.id}
        aria-current={discrepancy.id === current}
        onClick={() => onPick(discrepancy.id)}
      >
        {text.slice(from, to) || '‸'}
      </button>,
    );
    at = to;
  }
  pieces.push(text.slice(at));
  return pieces;
}
