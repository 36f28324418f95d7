import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DiffPart } from '#shared/content/diff.ts';
import { useWords } from '../../i18n/use-words.ts';
import { blobAddress } from '../blob-address.ts';

export type ColumnName = 'before' | 'difference' | 'after';

interface ComparisonRowProps {
  readonly part: DiffPart;
  readonly columns: readonly ColumnName[];
  readonly current: boolean;
}

/** One block of the two versions: a sign and a word tell the kind of change, never colour alone. */
export function ComparisonRow({ part, columns, current }: ComparisonRowProps): ReactNode {
  const { t } = useWords();
  const kind = part.cosmetic ? 'cosmetic' : part.kind;
  const what = part.cosmetic ? t('comparison:cosmetic') : t(`comparison:kind.${part.kind}`);
  const details = part.changes.map((change) => t(`comparison:change.${change}`)).join(', ');
  return (
    <li className={`comparison-row comparison-${kind}`} data-current={current}>
      <div className="comparison-label">
        <Text size="xs" fw={600}>
          {signs[kind]} {t(`comparison:field.${part.field}`)}
        </Text>
        {part.kind !== 'same' && <Text size="xs">{details === '' ? what : `${what}: ${details}`}</Text>}
      </div>
      {columns.map((column) => (
        <div key={column} className="comparison-cell">
          <Cell part={part} column={column} />
        </div>
      ))}
    </li>
  );
}

const signs = { same: '', added: '+', removed: '−', changed: '≠', moved: '↕', cosmetic: '≈' } as const;

function Cell({ part, column }: { readonly part: DiffPart; readonly column: ColumnName }): ReactNode {
  const block = column === 'before' ? part.before : part.after;
  const picture = (column === 'difference' ? (part.after ?? part.before) : block)?.image;
  if (picture !== undefined)
    return <img className="comparison-image" src={blobAddress(picture.sha256)} alt={picture.alt} />;
  if (part.segments.length === 0) return column === 'difference' ? null : block?.text;
  return part.segments.map((segment, index) => {
    // Segments are never reordered, only replaced as a whole.
    const key = index;
    const { kind, before, after } = segment;
    if (kind === 'same') return <span key={key}>{after}</span>;
    if (kind === 'formatted')
      return (
        <mark key={key} className="mark-formatted">
          {after}
        </mark>
      );
    const removed = before !== '' && column !== 'after' && <del className={`mark-${kind}`}>{before}</del>;
    const added = after !== '' && column !== 'before' && <ins className={`mark-${kind}`}>{after}</ins>;
    return (
      <span key={key}>
        {removed}
        {added}
      </span>
    );
  });
}
