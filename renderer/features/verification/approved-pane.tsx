import { type ReactNode, useMemo } from 'react';
import type { Article } from '#shared/content/article.ts';
import { articleBlocks } from '#shared/content/text-blocks.ts';
import type { Discrepancy } from '#shared/verification/verdict.ts';
import { blobAddress } from '../../ui/blob-address.ts';
import { MarkedText } from './marked-text.tsx';

interface ApprovedPaneProps {
  readonly article: Article;
  readonly discrepancies: readonly Discrepancy[];
  readonly current: string | null;
  readonly onPick: (id: string) => void;
}

/** The approved version block by block, with what the page has differently marked at its place. */
export function ApprovedPane({ article, discrepancies, current, onPick }: ApprovedPaneProps): ReactNode {
  const blocks = useMemo(() => articleBlocks(article), [article]);
  return blocks.map((block) => {
    const own = discrepancies.filter(({ block: path }) => path === block.path);
    const spans = own.flatMap((discrepancy) => {
      const range = discrepancy.approvedRange;
      return range === null ? [] : [{ from: range[0], to: range[1], discrepancy }];
    });
    const whole = own.find(({ approvedRange }) => approvedRange === null);
    return (
      <div
        key={block.path}
        className={`seen-block seen-${block.kind}`}
        data-difference={whole?.id}
        data-severity={whole?.severity}
        data-current={whole !== undefined && whole.id === current}
      >
        {block.image === undefined ? null : <img src={blobAddress(block.image.sha256)} alt={block.image.alt} />}
        <MarkedText text={block.text} spans={spans} current={current} onPick={onPick} />
      </div>
    );
  });
}
