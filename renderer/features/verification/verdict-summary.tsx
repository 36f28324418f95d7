import { Group, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleDashedCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Comparison } from '#shared/verification/verdict.ts';
import { useWords } from '../../i18n/use-words.ts';

const icons = {
  match: IconCircleCheck,
  cosmetic: IconCircleDashedCheck,
  mismatch: IconCircleX,
  unchecked: IconHelpCircle,
};
const counted = ['paragraphs', 'headings', 'listItems', 'tables', 'cells', 'images', 'attachments', 'links'] as const;

/** The verdict in a sentence and what was compared; a match says as much as a mismatch. */
export function VerdictSummary({ comparison }: { readonly comparison: Comparison }): ReactNode {
  const { t } = useWords();
  const { verdict, discrepancies, unchecked, covered } = comparison;
  const Icon = icons[verdict];
  const of = (severity: 'meaning' | 'cosmetic'): number =>
    discrepancies.filter((one) => one.severity === severity).length;
  const count = { match: 0, cosmetic: of('cosmetic'), mismatch: of('meaning'), unchecked: unchecked.length }[verdict];
  const parts = counted
    .filter((part) => covered[part] > 0)
    .map((part) => t(`published:coverage.${part}`, { count: covered[part] }));
  return (
    <Group gap={8} className="verdict" data-verdict={verdict} wrap="nowrap" align="start">
      <Icon size={22} aria-hidden />
      <div>
        <Text fw={600}>{t(`published:verdict.${verdict}`, { count })}</Text>
        {parts.length > 0 && (
          <Text size="sm" c="dimmed">
            {t('published:covered', { parts: parts.join(', ') })}
          </Text>
        )}
      </div>
    </Group>
  );
}
