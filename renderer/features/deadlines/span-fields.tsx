import { DateInput } from '@mantine/dates';
import type { ReactNode } from 'react';
import type { DaySpan } from '#shared/contract/deadline-views.ts';
import { localDateSchema } from '#shared/lib/instant.ts';
import { useWords } from '../../i18n/use-words.ts';

/** Two dates as they are being chosen; null is not chosen yet. */
export interface ChosenSpan {
  readonly from: string | null;
  readonly to: string | null;
}

/** The span once both dates are there, in order and not too far apart; null until then. */
export function wholeSpan({ from, to }: ChosenSpan, mostDays: number): DaySpan | null {
  if (from === null || to === null) return null;
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  const parsed = [localDateSchema.safeParse(from), localDateSchema.safeParse(to)] as const;
  if (!parsed[0].success || !parsed[1].success || days < 0 || days >= mostDays) return null;
  return { from: parsed[0].data, to: parsed[1].data };
}

export function SpanFields(props: {
  readonly span: ChosenSpan;
  readonly onChange: (span: ChosenSpan) => void;
}): ReactNode {
  const { t } = useWords();
  const { span, onChange } = props;
  return (
    <>
      <DateInput
        size="xs"
        label={t('deadlines:spanFrom')}
        value={span.from}
        onChange={(from) => onChange({ ...span, from })}
      />
      <DateInput size="xs" label={t('deadlines:spanTo')} value={span.to} onChange={(to) => onChange({ ...span, to })} />
    </>
  );
}
