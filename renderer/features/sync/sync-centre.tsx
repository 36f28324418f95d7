import { Button } from '@mantine/core';
import { IconCloudCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { OutboxEntry } from '#shared/contract/desk-views.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useFirstConnection, useOutbox } from '../../state/answers.ts';
import { useConnection } from '../../state/live.ts';
import { useNow } from '../../state/now.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { failureText } from '../../ui/failure-text.ts';
import { LateLines } from '../../ui/late.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ScreenPage } from '../../ui/screen-page.tsx';
import classes from './sync.module.css';
import { SyncEntry } from './sync-entry.tsx';

type Group = 'needsAttention' | 'inProgress' | 'done';

const groupOf: Readonly<Record<OutboxEntry['state'], Group>> = {
  rejected: 'needsAttention',
  failed: 'needsAttention',
  held: 'inProgress',
  waiting: 'inProgress',
  sending: 'inProgress',
  accepted: 'done',
  undone: 'done',
};
const groups: readonly Group[] = ['needsAttention', 'inProgress', 'done'];

/** Every command of this machine: held, waiting, sent, accepted or not, and what to do about it. */
export function SyncCentre(): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const outbox = useOutbox();
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const entries = outbox.data ?? [];
  const syncNow = async (): Promise<void> => {
    setFailure(null);
    try {
      await desk().sync.now();
    } catch (thrown) {
      setFailure(failureOf(thrown));
    }
  };
  return (
    <ScreenPage
      title={t('sync:title')}
      intro={t('sync:intro')}
      actions={
        <Button variant="default" onClick={() => void syncNow()}>
          {t('sync:now')}
        </Button>
      }
    >
      <Standing />
      {failure === null ? null : <FailureNotice failure={failure} />}
      {outbox.failure === null ? null : <FailureNotice failure={outbox.failure} onRetry={outbox.reload} />}
      {outbox.data === undefined ? (
        <LateLines lines={4} />
      ) : entries.length === 0 ? (
        <EmptyNote icon={<IconCloudCheck size={28} stroke={1.4} />} title={t('sync:empty')}>
          {t('sync:emptyHint')}
        </EmptyNote>
      ) : (
        groups.map((group) => {
          const own = entries.filter((entry) => groupOf[entry.state] === group);
          return own.length === 0 ? null : (
            <section key={group} className={classes.group} aria-label={t(`sync:${group}`)}>
              <h2 className={classes.heading}>
                {t(`sync:${group}`)} ({own.length})
              </h2>
              <ul className={classes.list}>
                {own.map((entry) => (
                  <SyncEntry key={entry.command} entry={entry} />
                ))}
              </ul>
            </section>
          );
        })
      )}
    </ScreenPage>
  );
}

/** The connection with its numbers; while it is away, the promise that what was done is safe. */
function Standing(): ReactNode {
  const words = useBoardWords();
  const { t, language } = words;
  const now = useNow(30_000);
  const told = useConnection(({ connection }) => connection);
  const asked = useFirstConnection().data;
  const connection = told ?? asked;
  if (connection === undefined) return null;
  const away = connection.state === 'offline' && connection.waiting > 0;
  const lastSync =
    connection.lastSyncAt === null
      ? t('frame:never')
      : t('frame:lastSync', { time: formatMoment(connection.lastSyncAt, language, now) });
  return (
    <>
      {away ? <Notice tone="time">{t('sync:savedSafe', { count: connection.waiting })}</Notice> : null}
      {connection.error === null || away ? null : (
        <Notice tone={connection.state === 'offline' ? 'time' : 'harm'}>{failureText(words, connection.error)}</Notice>
      )}
      <p className={classes.numbers}>
        {lastSync} · {t('sync:head', { number: connection.head })}
        {connection.prefetch > 0 ? ` · ${t('frame:fetching', { count: connection.prefetch })}` : ''}
      </p>
    </>
  );
}
