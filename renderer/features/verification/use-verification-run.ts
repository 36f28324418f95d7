import { useEffect, useRef, useState } from 'react';
import type { ItemId } from '#shared/lib/ids.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';

export interface VerificationProgress {
  readonly done: number;
  readonly total: number;
  readonly what: string;
}

export interface VerificationRun {
  readonly progress: VerificationProgress | null;
  readonly failure: DeskFailure | null;
  start(phase: 'preview' | 'public'): Promise<void>;
  cancel(): void;
}

/** Runs one verification at a time, with progress; leaving the screen cancels it. */
export function useVerificationRun(item: ItemId, onDone: () => void): VerificationRun {
  const [progress, setProgress] = useState<VerificationProgress | null>(null);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (phase: 'preview' | 'public'): Promise<void> => {
    running.current?.abort();
    const stopper = new AbortController();
    running.current = stopper;
    setFailure(null);
    setProgress({ done: 0, total: 0, what: '' });
    try {
      for await (const step of await desk().verification.run({ item, phase }, { signal: stopper.signal })) {
        if (step.step === 'progress') setProgress(step);
      }
      onDone();
    } catch (thrown) {
      if (!stopper.signal.aborted) setFailure(failureOf(thrown));
    }
    if (running.current === stopper) setProgress(null);
  };
  return { progress, failure, start, cancel: () => running.current?.abort() };
}
