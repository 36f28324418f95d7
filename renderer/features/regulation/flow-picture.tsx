import type { ReactNode } from 'react';
import type { Profile } from '#shared/regulation/profile.ts';
import type { StateId } from '#shared/regulation/vocabulary.ts';
import { useWords } from '../../i18n/use-words.ts';
import { type FlowBox, layOutFlow } from './flow-layout.ts';
import classes from './regulation.module.css';

const box = { width: 148, height: 52, gapX: 42, gapY: 44 } as const;

interface FlowPictureProps {
  readonly profile: Profile;
  readonly chosen: StateId | null;
  readonly onChoose: (state: StateId | null) => void;
}

/** The flow as a picture: one box a state; choosing one shows what leads out of it. The table beside says the same in words. */
export function FlowPicture({ profile, chosen, onChoose }: FlowPictureProps): ReactNode {
  const { t, language } = useWords();
  const { boxes, arrows, columns, rows } = layOutFlow(profile);
  const width = columns * (box.width + box.gapX) + 20;
  const height = rows * (box.height + box.gapY) + 34;
  const at = new Map(boxes.map((one) => [one.state, one]));
  return (
    <section className={classes.flow} aria-label={t('regulation:flowPicture')}>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height}>
        <title>{t('regulation:flowPicture')}</title>
        <defs>
          <marker id="flow-end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0 L8 4 L0 8 z" className={classes.arrowEnd} />
          </marker>
        </defs>
        {arrows.map(({ from, to }) => {
          const [start, end] = [at.get(from), at.get(to)];
          if (start === undefined || end === undefined) return null;
          return (
            <path
              key={`${from} ${to}`}
              d={route(start, end)}
              className={classes.arrow}
              data-chosen={chosen === from}
              data-quiet={chosen !== null && chosen !== from}
              markerEnd="url(#flow-end)"
              aria-hidden
            />
          );
        })}
        {boxes.map((one) => {
          const state = profile.states.find(({ id }) => id === one.state);
          const { x, y } = corner(one);
          return (
            <foreignObject key={one.state} x={x} y={y} width={box.width} height={box.height}>
              <button
                type="button"
                className={classes.state}
                data-final={state?.final === true}
                aria-pressed={chosen === one.state}
                onClick={() => onChoose(chosen === one.state ? null : one.state)}
              >
                {state?.title[language] ?? one.state}
              </button>
            </foreignObject>
          );
        })}
      </svg>
    </section>
  );
}

function corner({ column, row }: FlowBox): { readonly x: number; readonly y: number } {
  return { x: 10 + column * (box.width + box.gapX), y: 34 + row * (box.height + box.gapY) };
}

/** A straight line between neighbours, else a curve that bends away from the boxes between. */
function route(start: FlowBox, end: FlowBox): string {
  const [one, two] = [corner(start), corner(end)];
  const middle = { x: one.x + box.width / 2, y: one.y + box.height / 2 };
  const goal = { x: two.x + box.width / 2, y: two.y + box.height / 2 };
  const sideways = start.row === end.row;
  if (sideways) {
    const forth = end.column > start.column;
    const near = Math.abs(end.column - start.column) === 1;
    if (near)
      return `M${forth ? one.x + box.width : one.x} ${middle.y} L${forth ? two.x - 2 : two.x + box.width + 2} ${goal.y}`;
    const lift = one.y - 10 - Math.abs(end.column - start.column) * 3;
    return `M${middle.x} ${one.y} C${middle.x} ${lift}, ${goal.x} ${lift}, ${goal.x} ${two.y - 2}`;
  }
  const down = end.row > start.row;
  const from = { x: middle.x, y: down ? one.y + box.height : one.y };
  const to = { x: goal.x, y: down ? two.y - 2 : two.y + box.height + 2 };
  const bend = (to.y - from.y) / 2;
  return `M${from.x} ${from.y} C${from.x} ${from.y + bend}, ${to.x} ${to.y - bend}, ${to.x} ${to.y}`;
}
