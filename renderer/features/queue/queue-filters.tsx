import { ActionIcon, Button, Select } from '@mantine/core';
import { IconBaselineDensityMedium, IconBaselineDensitySmall } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { type QueueId, type QueueRow, queueSortSchema } from '#shared/contract/desk-views.ts';
import { sectionIdSchema } from '#shared/lib/ids.ts';
import { stateIdSchema } from '#shared/regulation/vocabulary.ts';
import { useSettings, writeSettings } from '../../state/answers.ts';
import { noFilter, type QueueFilter, setFilter } from '../../state/view.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import classes from './queue.module.css';

/** Vietnamese prose is read at about this many syllables a minute. */
const wordsPerMinute = 220;

/** What narrows and orders the list; remembered for each queue. */
export function QueueFilters(props: {
  readonly queue: QueueId;
  readonly filter: QueueFilter;
  readonly total: number | undefined;
  readonly rows: readonly QueueRow[];
}): ReactNode {
  const words = useBoardWords();
  const { t, board } = words;
  const { queue, filter, total, rows } = props;
  const density = useSettings().data?.density ?? 'comfortable';
  const filtered = filter.section !== null || filter.state !== null || filter.text.trim() !== '';
  const minutes = Math.max(1, Math.round(rows.reduce((sum, row) => sum + row.words, 0) / wordsPerMinute));
  const Density = density === 'compact' ? IconBaselineDensityMedium : IconBaselineDensitySmall;
  const heading =
    total === undefined
      ? ''
      : filtered
        ? t('queues:filtered', { count: total })
        : total > 0 && total === rows.length
          ? t('queues:strip', { count: total, minutes })
          : t('queues:rows', { count: total });
  return (
    <div className={classes.top}>
      <div className={classes.headline}>
        <h1 className={classes.name}>{t(`frame:queue.${queue}`)}</h1>
        <span className={classes.strip}>{heading}</span>
      </div>
      <div className={classes.filters}>
        <Select
          size="xs"
          className={classes.filter}
          aria-label={t('queues:filterSection')}
          placeholder={t('queues:filterSection')}
          data={(board?.sections ?? []).map((section) => ({ value: section.id, label: section.title[words.language] }))}
          value={filter.section}
          onChange={(value) => setFilter(queue, { section: value === null ? null : sectionIdSchema.parse(value) })}
          clearable
          searchable
        />
        <Select
          size="xs"
          className={classes.filter}
          aria-label={t('queues:filterState')}
          placeholder={t('queues:filterState')}
          data={(board?.profile.states ?? []).map((state) => ({ value: state.id, label: state.title[words.language] }))}
          value={filter.state}
          onChange={(value) => setFilter(queue, { state: value === null ? null : stateIdSchema.parse(value) })}
          clearable
        />
        <Select
          size="xs"
          className={classes.filter}
          aria-label={t('queues:sort')}
          data={queueSortSchema.options.map((sort) => ({ value: sort, label: t(`queues:sortBy.${sort}`) }))}
          value={filter.sort}
          onChange={(value) => setFilter(queue, { sort: queueSortSchema.catch('waiting').parse(value) })}
          allowDeselect={false}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('queues:density')}
          title={`${t('queues:density')}: ${t(`settings:densities.${density}`)}`}
          onClick={() => void writeSettings({ density: density === 'compact' ? 'comfortable' : 'compact' })}
        >
          <Density size={16} stroke={1.7} aria-hidden />
        </ActionIcon>
      </div>
      {filtered ? (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => setFilter(queue, { ...noFilter, sort: filter.sort })}
          className={classes.clear}
        >
          {t('queues:clearFilters')}
        </Button>
      ) : null}
    </div>
  );
}
