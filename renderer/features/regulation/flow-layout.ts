import type { Profile, Transition } from '#shared/regulation/profile.ts';
import type { StateId } from '#shared/regulation/vocabulary.ts';

/** A state's box in the picture; row and column count from 0. */
export interface FlowBox {
  readonly state: StateId;
  readonly column: number;
  readonly row: number;
}

/** Everything that leads from one state to another. */
export interface FlowArrow {
  readonly from: StateId;
  readonly to: StateId;
  readonly rules: readonly Transition[];
}

export interface FlowLayout {
  readonly boxes: readonly FlowBox[];
  readonly arrows: readonly FlowArrow[];
  readonly columns: number;
  readonly rows: number;
}

const side: ReadonlySet<StateId> = new Set([
  'returned',
  'refused',
  'reuploadRequested',
  'supplementaryPending',
  'corrected',
  'withdrawn',
  'forwarded',
]);
const perRow = 5;

/** Places the main steps in reading order, five a row, and the side states in rows of their own below. */
export function layOutFlow(profile: Profile): FlowLayout {
  const ids = profile.states.map(({ id }) => id);
  const main = ids.filter((id) => !side.has(id));
  const aside = ids.filter((id) => side.has(id));
  const mainRows = Math.ceil(main.length / perRow);
  const place = (state: StateId, index: number, firstRow: number): FlowBox => {
    const row = Math.floor(index / perRow);
    const along = index % perRow;
    // Every other row runs back, so that neighbours stay neighbours.
    return { state, row: firstRow + row, column: row % 2 === 0 ? along : perRow - 1 - along };
  };
  const boxes = [
    ...main.map((state, index) => place(state, index, 0)),
    ...aside.map((state, index) => place(state, index, mainRows)),
  ];
  return {
    boxes,
    arrows: arrowsOf(profile),
    columns: Math.min(perRow, Math.max(main.length, aside.length)),
    rows: mainRows + Math.ceil(aside.length / perRow),
  };
}

function arrowsOf(profile: Profile): readonly FlowArrow[] {
  const arrows = new Map<string, { from: StateId; to: StateId; rules: Transition[] }>();
  for (const rule of profile.transitions) {
    if (!rule.enabled) continue;
    const { to } = rule;
    if (to === 'same' || to === 'previous') continue;
    for (const from of rule.from) {
      if (from === 'none' || from === to) continue;
      const key = `${from} ${to}`;
      const known = arrows.get(key) ?? { from, to, rules: [] };
      known.rules.push(rule);
      arrows.set(key, known);
    }
  }
  return [...arrows.values()];
}
