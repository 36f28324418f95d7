import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { QueueId, QueueRow } from '#shared/contract/desk-views.ts';
import { pageRows, queueQuestion, useQueuePage, useSettings } from '../../state/answers.ts';
import { noFilter, useView } from '../../state/view.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { LateLines } from '../../ui/late.tsx';
import { EmptyQueue } from './empty-queue.tsx';
import classes from './queue.module.css';
import { QueueFilters } from './queue-filters.tsx';
import { QueueRows } from './queue-rows.tsx';
import { SelectionBar } from './selection-bar.tsx';

/** From this width the rows are one line in columns. */
const columnsFrom = 980;

/** One queue: what narrows it, its rows, and what can be done with those selected. */
export function QueueList(props: { readonly queue: QueueId }): ReactNode {
  const { queue } = props;
  const filter = useView((view) => view.filters[queue]) ?? noFilter;
  const selected = useView((view) => view.selection[queue]) ?? nothingSelected;
  const dense = useSettings().data?.density === 'compact';
  const [first, setFirst] = useState(0);
  const [wide, setWide] = useState(false);
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWide(element.clientWidth >= columnsFrom));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // Two neighbouring pages are held; which two follows the scroll, so that any length reads at once.
  const page = Math.floor(first / pageRows);
  const offset = page * pageRows;
  const here = useQueuePage(queueQuestion(queue, filter, offset));
  const total = here.data?.total ?? 0;
  const next = useQueuePage(total > offset + pageRows ? queueQuestion(queue, filter, offset + pageRows) : null);
  const rows = useMemo<readonly QueueRow[]>(
    () => [...(here.data?.rows ?? []), ...(next.data?.rows ?? [])],
    [here.data, next.data],
  );
  const filtered = filter.section !== null || filter.state !== null || filter.text.trim() !== '';

  return (
    <div ref={frame} className={classes.list}>
      <QueueFilters queue={queue} filter={filter} total={here.data?.total} rows={rows} />
      {here.failure === null ? null : (
        <div className={classes.failure}>
          <FailureNotice failure={here.failure} onRetry={here.reload} />
        </div>
      )}
      {here.data === undefined ? (
        here.loading ? (
          <LateLines lines={8} height={36} />
        ) : null
      ) : total === 0 ? (
        <EmptyQueue queue={queue} filtered={filtered} lastDoneAt={here.data.lastDoneAt} />
      ) : (
        <QueueRows
          queue={queue}
          rows={rows}
          offset={offset}
          total={total}
          sort={filter.sort}
          selected={selected}
          dense={dense}
          wide={wide}
          onFirstShown={setFirst}
        />
      )}
      {selected.length === 0 ? null : <SelectionBar queue={queue} items={selected} />}
    </div>
  );
}

const nothingSelected: readonly never[] = [];
