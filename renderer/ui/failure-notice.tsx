import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DeskFailure } from '../desk.ts';
import { useBoardWords } from './board-words.ts';
import { failureText } from './failure-text.ts';
import { Notice } from './notice.tsx';

/** What went wrong, what is safe and what to do next, with the way to try again where trying can help. */
export function FailureNotice(props: { readonly failure: DeskFailure; readonly onRetry?: () => void }): ReactNode {
  const words = useBoardWords();
  const { failure, onRetry } = props;
  return (
    <Notice
      tone={failure.code === 'offline' || failure.code === 'blob-missing' ? 'time' : 'harm'}
      actions={
        onRetry === undefined ? undefined : (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {words.t('common:retry')}
          </Button>
        )
      }
    >
      {failureText(words, failure)}
    </Notice>
  );
}
