import {
  IconAlarm,
  IconClock,
  IconClockCheck,
  IconClockHour4,
  IconClockQuestion,
  IconClockX,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DeadlineBriefView } from '#shared/contract/deadline-views.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import { useWords } from '../i18n/use-words.ts';
import { useNow } from '../state/now.ts';
import classes from './deadline-mark.module.css';
import { explainDeadline, explainSoon, stopExplaining } from './deadline-popover.tsx';
import { wordDeadline } from './deadline-words.ts';

const icons: Readonly<Record<DeadlineBriefView['standing'], TablerIcon>> = {
  open: IconClock,
  soon: IconClockHour4,
  overdue: IconAlarm,
  onTime: IconClockCheck,
  late: IconClockX,
  promptly: IconClock,
  startMissing: IconClockQuestion,
  typeMissing: IconClockQuestion,
  ended: IconClockX,
};

interface DeadlineMarkProps {
  readonly item: ItemId;
  readonly brief: DeadlineBriefView;
  /** In a grid, whose rows have the keys, it takes no focus of its own. */
  readonly inGrid?: boolean;
}

/** A deadline in words with its icon; hover or focus explains where it comes from. */
export function DeadlineMark({ item, brief, inGrid = false }: DeadlineMarkProps): ReactNode {
  const { t } = useWords();
  const now = useNow(30_000);
  const { text, tone } = wordDeadline(brief, t, now);
  const Icon = icons[brief.standing];
  const content = (
    <>
      <Icon size={14} stroke={1.8} aria-hidden className={classes.icon} />
      <span className={classes.text}>{text}</span>
      {brief.provisional ? <span className={classes.provisional}>{t('deadlines:provisional')}</span> : null}
    </>
  );
  if (inGrid) {
    return (
      <span
        className={classes.mark}
        data-tone={tone}
        data-deadline={item}
        onPointerEnter={(event) => explainSoon(item, event.currentTarget)}
        onPointerLeave={stopExplaining}
      >
        {content}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={classes.mark}
      data-tone={tone}
      aria-label={t('deadlines:explain', { text })}
      onPointerEnter={(event) => explainSoon(item, event.currentTarget)}
      onPointerLeave={stopExplaining}
      onFocus={(event) => explainSoon(item, event.currentTarget)}
      onBlur={stopExplaining}
      onClick={(event) => {
        event.stopPropagation();
        explainDeadline(item, event.currentTarget);
      }}
    >
      {content}
    </button>
  );
}
