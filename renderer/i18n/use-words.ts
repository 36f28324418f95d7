import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Language, type Translate, translate } from './i18n.ts';

/** Words of the present language; the component is drawn again when the language changes. */
export interface Words {
  readonly t: Translate;
  readonly language: Language;
}

export function useWords(): Words {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'vi';
  // A new function for each language, so that memoised children notice the change.
  return useMemo(() => ({ t: (key, values) => translate(key, values), language }), [language]);
}
