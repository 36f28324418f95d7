import { Button, CloseButton } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { forgetAct, type RecentAct, undo, useRecentActs } from '../../state/acts.ts';
import { useNow } from '../../state/now.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { failureText } from '../../ui/failure-text.ts';
import classes from './undo-stack.module.css';

const tickMs = 200;
const fullHoldMs = 5_000;

/** What was just done and can still be taken back, each with the seconds left. */
export function UndoStack(): ReactNode {
  const acts = useRecentActs((state) => state.acts);
  return (
    <div className={classes.stack} aria-live="polite">
      {acts.map((recent) => (
        <UndoToast key={recent.commands.join()} recent={recent} />
      ))}
    </div>
  );
}

function UndoToast(props: { readonly recent: RecentAct }): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const { recent } = props;
  const now = useNow(tickMs);
  const left = Math.max(0, recent.holdUntil - now);
  const over = left === 0 && recent.failure === null;
  useEffect(() => {
    if (over) forgetAct(recent);
  }, [over, recent]);
  const seconds = Math.ceil(left / 1_000);
  return (
    <div className={classes.toast} role="status">
      <Ring share={Math.min(1, left / fullHoldMs)} />
      <div className={classes.text}>
        {t('common:actDone', { done: t(`vocabulary:done.${recent.action}`), title: recent.title })}
        {recent.failure === null ? null : <div className={classes.failure}>{failureText(words, recent.failure)}</div>}
      </div>
      {recent.failure === null ? (
        // The seconds change on screen only: a screen reader would otherwise speak five times.
        <Button size="compact-sm" variant="light" aria-label={t('common:undo')} onClick={() => void undo(recent)}>
          {t('common:undoSeconds', { count: seconds })}
        </Button>
      ) : (
        <CloseButton aria-label={t('common:close')} onClick={() => forgetAct(recent)} />
      )}
    </div>
  );
}

const radius = 9;
const around = 2 * Math.PI * radius;

function Ring(props: { readonly share: number }): ReactNode {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true" className={classes.ring}>
      <circle cx="12" cy="12" r={radius} className={classes.track} />
      <circle
        cx="12"
        cy="12"
        r={radius}
        className={classes.left}
        strokeDasharray={around}
        strokeDashoffset={around * (1 - props.share)}
      />
    </svg>
  );
}
