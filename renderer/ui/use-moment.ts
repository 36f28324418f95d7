import { useCallback } from 'react';
import { formatMoment, formatSpan } from '../i18n/format.ts';
import { useWords } from '../i18n/use-words.ts';
import { useNow } from '../state/now.ts';

/** Writes a moment in the present language, the time alone when it is today. */
export function useMoment(): (instant: string) => string {
  const { language } = useWords();
  const now = useNow();
  return useCallback((instant) => formatMoment(instant, language, now), [language, now]);
}

/** Writes a length of time, given in milliseconds, in its largest whole unit. */
export function useDuration(): (milliseconds: number) => string {
  const { t } = useWords();
  return useCallback((milliseconds) => formatSpan(milliseconds, t), [t]);
}
