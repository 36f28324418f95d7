import { beforeEach, expect, test } from 'vitest';
import { itemIdSchema } from '#shared/lib/ids.ts';
import { closeItem, forgetView, goOnAfter, openItem, setFilter, showQueue, useView } from './view.ts';

const [a, b, c] = ['a', 'b', 'c'].map((letter) => itemIdSchema.parse(letter.repeat(20))) as [
  ReturnType<typeof itemIdSchema.parse>,
  ReturnType<typeof itemIdSchema.parse>,
  ReturnType<typeof itemIdSchema.parse>,
];

beforeEach(() => {
  forgetView();
  showQueue('awaitingApproval');
  useView.setState({ listed: [a, b, c] });
});

test('after a decision the next row of the list opens, and the cursor follows', () => {
  openItem(a);
  goOnAfter(a);
  const { activeItem, openItems, cursor } = useView.getState();
  expect({ activeItem, openItems, cursor }).toEqual({
    activeItem: b,
    openItems: [b],
    cursor: { awaitingApproval: b },
  });
});

test('after the last row the one before it opens', () => {
  openItem(c);
  goOnAfter(c);
  expect(useView.getState().activeItem).toBe(b);
});

test('closing a tab shows its neighbour on the left', () => {
  openItem(a);
  openItem(b);
  openItem(c);
  closeItem(c);
  expect([useView.getState().activeItem, useView.getState().openItems]).toEqual([b, [a, b]]);
});

test('a new filter starts at the top and is kept for its own queue alone', () => {
  useView.setState({ scroll: { awaitingApproval: 900, all: 300 } });
  setFilter('awaitingApproval', { text: 'đất đai' });
  const { scroll, filters } = useView.getState();
  expect([scroll, filters.awaitingApproval?.text, filters.all]).toEqual([
    { awaitingApproval: 0, all: 300 },
    'đất đai',
    undefined,
  ]);
});

test('what one person had open is not there for the next', () => {
  openItem(a);
  forgetView();
  const { openItems, activeItem, cursor, queue } = useView.getState();
  expect({ openItems, activeItem, cursor, queue }).toEqual({
    openItems: [],
    activeItem: null,
    cursor: {},
    queue: null,
  });
});
