import type { ReactNode } from 'react';
import { formatDate, formatMoment, formatSpan, formatTime } from '../i18n/format.ts';
import { useWords } from '../i18n/use-words.ts';
import { useNow } from '../state/now.ts';

/** A moment in words: the time alone today, else with its day; the full moment on hover. */
export function Moment(props: { readonly at: string }): ReactNode {
  const { language } = useWords();
  const now = useNow(60_000);
  return (
    <time dateTime={props.at} title={`${formatTime(props.at, language)} ${formatDate(props.at)}`}>
      {formatMoment(props.at, language, now)}
    </time>
  );
}

/** How long something has waited until now: `3 giờ`; the moment it began on hover. */
export function Waiting(props: { readonly since: string }): ReactNode {
  const { t, language } = useWords();
  const now = useNow(60_000);
  return (
    <time dateTime={props.since} title={`${formatTime(props.since, language)} ${formatDate(props.since)}`}>
      {formatSpan(Math.max(0, now - Date.parse(props.since)), t)}
    </time>
  );
}
