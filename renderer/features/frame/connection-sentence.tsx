import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Connection } from '#shared/contract/desk-views.ts';
import { formatMoment } from '../../i18n/format.ts';
import type { Language, Translate } from '../../i18n/i18n.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useFirstConnection } from '../../state/answers.ts';
import { useConnection } from '../../state/live.ts';
import { useNow } from '../../state/now.ts';
import { showScreen } from '../../state/view.ts';
import classes from './frame.module.css';

type Tone = 'good' | 'busy' | 'away' | 'harm';

/** What the connection is, as a sentence; work not accepted outweighs everything else. */
export function connectionSentence(
  connection: Connection,
  t: Translate,
  language: Language,
  now: number,
): { readonly text: string; readonly tone: Tone } {
  const { state, waiting, sending, rejected, prefetch } = connection;
  if (rejected > 0) return { text: t('frame:rejected', { count: rejected }), tone: 'harm' };
  if (state === 'notOurServer' || state === 'otherServer' || state === 'blocked') {
    return { text: t(`frame:${state}`), tone: 'harm' };
  }
  if (state === 'signedOut' || state === 'needsUpdate') return { text: t(`frame:${state}`), tone: 'away' };
  if (state === 'offline') {
    const time = formatMoment(connection.since, language, now);
    return {
      text: waiting > 0 ? t('frame:disconnectedWaiting', { time, count: waiting }) : t('frame:disconnected', { time }),
      tone: 'away',
    };
  }
  if (sending !== null) return { text: t('frame:sending', { done: sending.done, total: sending.total }), tone: 'busy' };
  if (state === 'connecting') return { text: t('frame:connecting'), tone: 'busy' };
  if (waiting > 0) return { text: t('frame:waiting', { count: waiting }), tone: 'busy' };
  if (prefetch > 0) return { text: t('frame:fetching', { count: prefetch }), tone: 'busy' };
  return { text: t('frame:connected'), tone: 'good' };
}

/** The sentence in the title row; it opens the sync centre. */
export function ConnectionSentence(): ReactNode {
  const { t, language } = useWords();
  const now = useNow(60_000);
  const told = useConnection(({ connection }) => connection);
  const asked = useFirstConnection().data;
  const connection = told ?? asked;
  if (connection === undefined) return null;
  const { text, tone } = connectionSentence(connection, t, language, now);
  const lastSync =
    connection.lastSyncAt === null
      ? t('frame:never')
      : t('frame:lastSync', { time: formatMoment(connection.lastSyncAt, language, now) });
  return (
    <UnstyledButton className={classes.connection} title={lastSync} onClick={() => showScreen('sync')}>
      <span className={classes.dot} data-tone={tone} aria-hidden />
      <span role="status">{text}</span>
    </UnstyledButton>
  );
}
