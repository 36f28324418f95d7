import type { ReactNode } from 'react';
import classes from './empty-note.module.css';

/** What an empty place says: what would appear here, and what to do. */
export function EmptyNote(props: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className={classes.empty}>
      {props.icon === undefined ? null : (
        <div className={classes.icon} aria-hidden>
          {props.icon}
        </div>
      )}
      <div className={classes.title}>{props.title}</div>
      {props.children === undefined ? null : <div className={classes.hint}>{props.children}</div>}
    </div>
  );
}
