import { IconAlertTriangle, IconClockHour4, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

export type NoticeTone = 'neutral' | 'accent' | 'harm' | 'time';

const icons = { neutral: IconInfoCircle, accent: IconInfoCircle, harm: IconAlertTriangle, time: IconClockHour4 };

/** A quiet strip of text with an icon; harm is announced at once by screen readers, the rest politely. */
export function Notice(props: {
  readonly tone?: NoticeTone;
  readonly title?: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}): ReactNode {
  const tone = props.tone ?? 'neutral';
  const Icon = icons[tone];
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'harm' ? 'alert' : 'status'}>
      <Icon size={18} stroke={1.7} aria-hidden className={classes.icon} />
      <div className={classes.text}>
        {props.title === undefined ? null : <div className={classes.title}>{props.title}</div>}
        {props.children}
      </div>
      {props.actions === undefined ? null : <div className={classes.actions}>{props.actions}</div>}
    </div>
  );
}
