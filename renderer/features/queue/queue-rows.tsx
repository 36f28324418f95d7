import { Checkbox, VisuallyHidden } from '@mantine/core';
import { useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { QueueId, QueueQuery, QueueRow } from '#shared/contract/desk-views.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import { useCommands } from '../../state/keyboard.ts';
import { openItem, setCursor, setFilter, setSelection, useView } from '../../state/view.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { explainDeadline } from '../../ui/deadline-popover.tsx';
import classes from './queue.module.css';
import { narrowColumns, type QueueColumnId, queueFeatures, sortOfColumn, wideColumns } from './queue-columns.tsx';

/** Row heights on the 4 px grid: one line in columns, two lines in a narrow list. */
const heights = { wide: { dense: 36, roomy: 48 }, narrow: { dense: 56, roomy: 68 } } as const;

interface QueueRowsProps {
  readonly queue: QueueId;
  /** Rows held, from `offset` on. */
  readonly rows: readonly QueueRow[];
  readonly offset: number;
  readonly total: number;
  readonly sort: QueueQuery['sort'];
  readonly selected: readonly ItemId[];
  readonly dense: boolean;
  readonly wide: boolean;
  readonly onFirstShown: (index: number) => void;
}

/** The rows as a grid: only those in sight are drawn, one of them has the cursor. */
export function QueueRows(props: QueueRowsProps): ReactNode {
  const { queue, rows, offset, total, selected, dense, wide, onFirstShown } = props;
  const words = useBoardWords();
  const { t } = words;
  const scroller = useRef<HTMLDivElement>(null);
  const cursor = useView((view) => view.cursor[queue]);
  const activeItem = useView((view) => view.activeItem);
  const height = heights[wide ? 'wide' : 'narrow'][dense ? 'dense' : 'roomy'];
  const table = useTable({
    features: queueFeatures,
    columns: wide ? wideColumns : narrowColumns,
    data: rows,
    getRowId: (row) => row.id,
  });
  const model = table.getRowModel().rows;

  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    initialOffset: () => useView.getState().scroll[queue] ?? 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height makes every measured place old.
  useEffect(() => virtual.measure(), [height]);
  const shown = virtual.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  useEffect(() => onFirstShown(first), [first, onFirstShown]);
  useEffect(() => {
    useView.setState({ listed: rows.map(({ id }) => id) });
  }, [rows]);

  const cursorIndex = rows.findIndex(({ id }) => id === cursor);
  const moveTo = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row === undefined) return;
    setCursor(queue, row.id);
    virtual.scrollToIndex(offset + rows.indexOf(row));
  };
  const move = (step: number): void => moveTo(cursorIndex === -1 ? 0 : cursorIndex + step);
  const toggle = (item: ItemId): void =>
    setSelection(queue, selected.includes(item) ? selected.filter((one) => one !== item) : [...selected, item]);
  const atCursor = rows[cursorIndex];

  useCommands([
    { id: 'next', group: 'groupMove', label: t('frame:keyNext'), keys: ['j'], hidden: true, run: () => move(1) },
    {
      id: 'previous',
      group: 'groupMove',
      label: t('frame:keyPrevious'),
      keys: ['k'],
      hidden: true,
      run: () => move(-1),
    },
    {
      id: 'open',
      group: 'groupMove',
      label: t('frame:keyOpen'),
      keys: ['Enter'],
      hidden: true,
      run: () => {
        if (atCursor !== undefined) openItem(atCursor.id);
      },
    },
    {
      id: 'select',
      group: 'groupMove',
      label: t('frame:keySelect'),
      keys: ['x'],
      hidden: true,
      run: () => {
        if (atCursor !== undefined) toggle(atCursor.id);
      },
    },
    {
      id: 'explain-deadline',
      group: 'groupAct',
      label: t('deadlines:keyExplain'),
      keys: ['h'],
      hidden: true,
      run: () => {
        const mark = atCursor === undefined ? null : document.querySelector(`[data-deadline="${atCursor.id}"]`);
        if (atCursor !== undefined && mark !== null) explainDeadline(atCursor.id, mark);
      },
    },
  ]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? height) / height) - 1);
    const places: Readonly<Record<string, number>> = {
      ArrowDown: cursorIndex + 1,
      ArrowUp: cursorIndex - 1,
      PageDown: cursorIndex + page,
      PageUp: cursorIndex - page,
      Home: 0,
      End: rows.length - 1,
    };
    const place = places[event.key];
    if (place === undefined && event.key !== ' ') return;
    event.preventDefault();
    if (place !== undefined) moveTo(place);
    else if (atCursor !== undefined) toggle(atCursor.id);
  };

  return (
    <div className={classes.grid} data-wide={wide}>
      {wide ? <ColumnHeads queue={queue} rows={rows} sort={props.sort} selected={selected} /> : null}
      {/* biome-ignore lint/a11y/useSemanticElements: rows of a table cannot be drawn only where they are in sight. */}
      <div
        ref={scroller}
        id="queue-rows"
        className={classes.rows}
        role="grid"
        tabIndex={0}
        aria-label={t('queues:table', { name: t(`frame:queue.${queue}`) })}
        aria-rowcount={total}
        aria-multiselectable
        aria-activedescendant={cursor === undefined ? undefined : `row-${cursor}`}
        onKeyDown={onKeyDown}
        onScroll={(event) => {
          const top = event.currentTarget.scrollTop;
          useView.setState(({ scroll }) => ({ scroll: { ...scroll, [queue]: top } }));
        }}
      >
        <div className={classes.canvas} role="presentation" style={{ height: virtual.getTotalSize() }}>
          {shown.map((place) => {
            const row = model[place.index - offset];
            const style = { height, transform: `translateY(${place.start}px)` };
            if (row === undefined)
              return <div key={place.key} className={classes.row} style={style} role="presentation" />;
            const { id, title, unread } = row.original;
            return (
              // biome-ignore lint/a11y/useSemanticElements: see the grid.
              // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys.
              <div
                key={id}
                id={`row-${id}`}
                className={classes.row}
                style={style}
                role="row"
                tabIndex={-1}
                aria-rowindex={place.index + 1}
                aria-selected={selected.includes(id)}
                data-cursor={id === cursor}
                data-open={id === activeItem}
                data-unread={unread}
                onClick={() => {
                  setCursor(queue, id);
                  openItem(id);
                }}
              >
                <GridCell className={classes.select}>
                  <Checkbox
                    size="xs"
                    tabIndex={-1}
                    aria-label={t('queues:selectRow', { title })}
                    checked={selected.includes(id)}
                    onClick={(event) => event.stopPropagation()}
                    onChange={() => toggle(id)}
                  />
                </GridCell>
                {row.getAllCells().map((cell) => (
                  <GridCell key={cell.id} className={classes.cell} column={cell.column.id}>
                    <table.FlexRender cell={cell} />
                  </GridCell>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      <VisuallyHidden role="status">{t('queues:rows', { count: total })}</VisuallyHidden>
    </div>
  );
}

function GridCell(props: {
  readonly className: string | undefined;
  readonly column?: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid.
    <span role="gridcell" tabIndex={-1} className={props.className} data-column={props.column}>
      {props.children}
    </span>
  );
}

const heads: readonly QueueColumnId[] = ['title', 'state', 'section', 'holder', 'since', 'deadline', 'marks'];

function ColumnHeads(props: {
  readonly queue: QueueId;
  readonly rows: readonly QueueRow[];
  readonly sort: QueueQuery['sort'];
  readonly selected: readonly ItemId[];
}): ReactNode {
  const { t } = useBoardWords();
  const { queue, rows, selected } = props;
  const all = rows.length > 0 && rows.every(({ id }) => selected.includes(id));
  return (
    <div className={classes.heads}>
      <span className={classes.select}>
        <Checkbox
          size="xs"
          aria-label={t('queues:selectAll')}
          checked={all}
          indeterminate={!all && selected.length > 0}
          onChange={() => setSelection(queue, all ? [] : rows.map(({ id }) => id))}
        />
      </span>
      {heads.map((column) => {
        const sort = sortOfColumn(column, props.sort);
        return (
          <span key={column} className={classes.head} data-column={column}>
            {sort === null ? (
              t(`queues:column.${column}`)
            ) : (
              <button
                type="button"
                className={classes.sortButton}
                aria-pressed={sort.active}
                title={t(`queues:sortBy.${sort.next}`)}
                onClick={() => setFilter(queue, { sort: sort.next })}
              >
                {t(`queues:column.${column}`)}
                <span aria-hidden>{sort.arrow}</span>
              </button>
            )}
          </span>
        );
      })}
    </div>
  );
}
