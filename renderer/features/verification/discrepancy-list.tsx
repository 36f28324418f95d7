import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Discrepancy } from '#shared/verification/verdict.ts';
import { useWords } from '../../i18n/use-words.ts';

interface DiscrepancyListProps {
  readonly discrepancies: readonly Discrepancy[];
  readonly current: string | null;
  readonly onPick: (id: string) => void;
}

/** Differences by weight: those that change the meaning first. */
export function DiscrepancyList({ discrepancies, current, onPick }: DiscrepancyListProps): ReactNode {
  const { t } = useWords();
  if (discrepancies.length === 0) return <Text p={8}>{t('published:noDifferences')}</Text>;
  return (
    <ol className="discrepancies">
      {discrepancies.map((one) => (
        <li key={one.id}>
          <button
            type="button"
            className="discrepancy"
            data-severity={one.severity}
            data-listed={one.id}
            aria-current={one.id === current}
            onClick={() => onPick(one.id)}
          >
            <Text component="span" size="sm" fw={600}>
              {one.severity === 'meaning' ? '≠' : '≈'} {t(`verification:type.${one.type}`)}
            </Text>
            <span className="discrepancy-texts">
              <span className="discrepancy-label">{t('published:approvedText')}</span>
              <span>
                {one.before}
                <del>{one.approved === '' ? t('published:absent') : one.approved}</del>
                {one.after}
              </span>
              <span className="discrepancy-label">{t('published:publishedText')}</span>
              <span>
                {one.before}
                <ins>{one.published === '' ? t('published:absent') : one.published}</ins>
                {one.after}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
