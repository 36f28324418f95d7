import { Button } from '@mantine/core';
import { modals } from '@mantine/modals';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconCloudUpload,
  IconCloudX,
  IconHourglassHigh,
  IconRefresh,
  type TablerIcon,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { OutboxEntry } from '#shared/contract/desk-views.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { formatTime } from '../../i18n/format.ts';
import { offerUndo } from '../../state/acts.ts';
import { useNow } from '../../state/now.ts';
import { invalidate } from '../../state/queries.ts';
import { openItem } from '../../state/view.ts';
import { type BoardWords, useBoardWords } from '../../ui/board-words.ts';
import { failureText } from '../../ui/failure-text.ts';
import { Moment } from '../../ui/moment.tsx';
import classes from './sync.module.css';

const icons: Readonly<Record<OutboxEntry['state'], TablerIcon>> = {
  held: IconHourglassHigh,
  waiting: IconCloudUpload,
  sending: IconRefresh,
  accepted: IconCheck,
  rejected: IconCloudX,
  failed: IconAlertTriangle,
  undone: IconArrowBackUp,
};

/** What the person has to know or do about one command, in a sentence. */
function todoOf(words: BoardWords, entry: OutboxEntry, now: number): string {
  const { t, language } = words;
  if (entry.state === 'held') {
    const left = entry.holdUntil === null ? 0 : Math.max(0, Date.parse(entry.holdUntil) - now);
    return t('sync:todo.held', { seconds: Math.ceil(left / 1_000) });
  }
  if (entry.state === 'waiting' && entry.nextAttemptAt !== null && entry.attempts > 0) {
    return t('sync:todo.waitingNext', { time: formatTime(entry.nextAttemptAt, language) });
  }
  return t(`sync:todo.${entry.state}`);
}

/** One command with its standing, the reason when it was not accepted, and its ways on. */
export function SyncEntry(props: { readonly entry: OutboxEntry }): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const { entry } = props;
  const now = useNow(entry.state === 'held' ? 500 : 30_000);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const Icon = icons[entry.state];
  const { command, item, state } = entry;

  const run = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (thrown) {
      setFailure(failureOf(thrown));
    } finally {
      setBusy(false);
      invalidate('outbox');
    }
  };
  const dismiss = (): void => {
    modals.openConfirmModal({
      title: t('sync:dismiss'),
      children: t('sync:dismissHint'),
      labels: { confirm: t('sync:dismiss'), cancel: t('common:cancel') },
      onConfirm: () => void run(() => desk().sync.dismiss({ command })),
    });
  };
  const resubmit = (): Promise<void> =>
    run(async () => {
      const acted = await desk().sync.resubmitToHead({ command });
      offerUndo({
        commands: [acted.command],
        action: 'comment',
        title: entry.title,
        holdUntil: Date.parse(acted.holdUntil),
      });
    });

  return (
    <li className={classes.entry} data-state={state}>
      <Icon size={18} stroke={1.6} aria-hidden className={classes.icon} />
      <div className={classes.what}>
        <div className={classes.title}>
          <strong>{t(`vocabulary:action.${entry.action}`)}</strong>
          {item === null ? ` – ${t('sync:boardAct')}` : entry.title === '' ? '' : ` – ${entry.title}`}
        </div>
        <div className={classes.standing}>
          <span className={classes.state}>{t(`sync:state.${state}`)}</span>
          {' · '}
          <Moment at={entry.actedAt} />
          {entry.attempts > 1 ? ` · ${t('sync:attempts', { count: entry.attempts })}` : ''}
        </div>
        {entry.refusal === null ? null : <div className={classes.reason}>{words.refusal(entry.refusal)}</div>}
        {entry.error === null || entry.refusal !== null ? null : (
          <div className={classes.reason}>{failureText(words, entry.error)}</div>
        )}
        <div className={classes.todo}>
          {todoOf(words, entry, now)}
          {entry.draft === null ? '' : ` ${t('sync:draftKept')}`}
        </div>
        {failure === null ? null : (
          <div className={classes.reason} role="alert">
            {failureText(words, failure)}
          </div>
        )}
      </div>
      <div className={classes.acts}>
        {state === 'held' ? (
          <Button
            size="compact-sm"
            variant="light"
            loading={busy}
            onClick={() => void run(() => desk().items.undo({ command }))}
          >
            {t('common:undo')}
          </Button>
        ) : null}
        {state === 'failed' || (state === 'waiting' && entry.attempts > 0) ? (
          <Button
            size="compact-sm"
            variant="light"
            loading={busy}
            onClick={() => void run(() => desk().sync.retry({ command }))}
          >
            {t('sync:retry')}
          </Button>
        ) : null}
        {state === 'rejected' && entry.refusal?.code === 'delegation-ended' ? (
          <Button size="compact-sm" loading={busy} title={t('sync:resubmitHint')} onClick={() => void resubmit()}>
            {t('sync:resubmit')}
          </Button>
        ) : null}
        {item === null ? null : (
          <Button size="compact-sm" variant="default" onClick={() => openItem(item)}>
            {t('sync:openItem')}
          </Button>
        )}
        {state === 'rejected' || state === 'failed' ? (
          <Button size="compact-sm" variant="subtle" onClick={dismiss}>
            {t('sync:dismiss')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
