import { IconChecks, IconFilterOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { QueueId } from '#shared/contract/desk-views.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useNow } from '../../state/now.ts';
import { EmptyNote } from '../../ui/empty-note.tsx';

/** An empty queue says what would appear and when the last one was done. */
export function EmptyQueue(props: {
  readonly queue: QueueId;
  readonly filtered: boolean;
  readonly lastDoneAt: string | null;
}): ReactNode {
  const { t, language } = useWords();
  const now = useNow(60_000);
  if (props.filtered) {
    return (
      <EmptyNote icon={<IconFilterOff size={28} stroke={1.4} />} title={t('queues:emptyFiltered')}>
        {t('queues:emptyFilteredHint')}
      </EmptyNote>
    );
  }
  return (
    <EmptyNote icon={<IconChecks size={28} stroke={1.4} />} title={t(`queues:empty.${props.queue}`)}>
      {props.lastDoneAt === null ? null : t('queues:lastDone', { time: formatMoment(props.lastDoneAt, language, now) })}
    </EmptyNote>
  );
}
