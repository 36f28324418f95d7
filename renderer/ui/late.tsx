import { Skeleton } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../i18n/use-words.ts';
import classes from './late.module.css';

/** Draws its children only once waiting has lasted: a quick answer shows no skeleton at all. */
export function Late(props: { readonly afterMs?: number; readonly children: ReactNode }): ReactNode {
  const [late, setLate] = useState(false);
  const after = props.afterMs ?? 150;
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), after);
    return () => window.clearTimeout(timer);
  }, [after]);
  return late ? props.children : null;
}

/** Grey lines in the place of rows or text that is being read. */
export function LateLines(props: { readonly lines?: number; readonly height?: number }): ReactNode {
  const { t } = useWords();
  const lines = Array.from({ length: props.lines ?? 6 }, (_, index) => index);
  return (
    <Late>
      <div className={classes.lines} role="status" aria-label={t('common:loading')}>
        {lines.map((line) => (
          <Skeleton key={line} height={props.height ?? 20} width={`${90 - ((line * 17) % 35)}%`} radius="sm" />
        ))}
      </div>
    </Late>
  );
}
