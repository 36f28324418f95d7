import type { ReactNode } from 'react';
import type { AmendmentPreview } from '#shared/contract/deadline-views.ts';
import { formatLocalDate, formatMoment } from '../../i18n/format.ts';
import { useNow } from '../../state/now.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { Notice } from '../../ui/notice.tsx';
import classes from './deadlines.module.css';

const shown = 8;

/** What a change of the calendar would do, or why it cannot be made. */
export function PreviewNote({ preview }: { readonly preview: AmendmentPreview }): ReactNode {
  const { t, language } = useBoardWords();
  const now = useNow(60_000);
  if (preview.problem !== null) return <Notice tone="harm">{t(`deadlines:problem.${preview.problem}`)}</Notice>;
  if (preview.total === 0) return <Notice title={t('deadlines:preview')}>{t('deadlines:previewNone')}</Notice>;
  const due = ({ dueDate, dueAt }: AmendmentPreview['changes'][number]['before']): string =>
    dueDate !== null ? formatLocalDate(dueDate) : dueAt === null ? '' : formatMoment(dueAt, language, now);
  return (
    <Notice tone="time" title={t('deadlines:preview')}>
      {t('deadlines:previewTotal', { count: preview.total })}
      <ul className={classes.days}>
        {preview.changes.slice(0, shown).map(({ item, title, before, after }) => (
          <li key={item}>
            {title}: {t('deadlines:previewChange', { before: due(before), after: due(after) })}
          </li>
        ))}
      </ul>
      {preview.total > shown ? t('deadlines:previewMore', { count: preview.total - shown }) : null}
    </Notice>
  );
}
