import type { ReactNode } from 'react';
import classes from './screen-page.module.css';

/** A screen that is one page: title, what it is for, and its main actions. */
export function ScreenPage(props: {
  readonly title: string;
  readonly intro?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          <h1 className={classes.title}>{props.title}</h1>
          {props.intro === undefined ? null : <p className={classes.intro}>{props.intro}</p>}
        </div>
        {props.actions === undefined ? null : <div className={classes.actions}>{props.actions}</div>}
      </header>
      {props.children}
    </div>
  );
}
