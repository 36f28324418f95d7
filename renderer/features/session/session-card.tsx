import type { ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import classes from './session-card.module.css';

/** The quiet page before the desk opens: product name, one task, nothing else. */
export function SessionCard(props: {
  readonly title: string;
  readonly intro?: string | undefined;
  readonly wide?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useWords();
  return (
    <main className={classes.page}>
      <div className={classes.column} data-wide={props.wide === true}>
        <div className={classes.product}>{t('common:product')}</div>
        <section className={classes.card} aria-labelledby="session-title">
          <h1 id="session-title" className={classes.title}>
            {props.title}
          </h1>
          {props.intro === undefined ? null : <p className={classes.intro}>{props.intro}</p>}
          {props.children}
        </section>
      </div>
    </main>
  );
}
