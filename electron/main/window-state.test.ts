import { expect, test } from 'vitest';
import { firstWindowState, restoreWindowState } from './window-state.ts';

const screen = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const state = { position: { x: 100, y: 50 }, width: 1200, height: 800, maximized: true, language: 'en' as const };

test('a remembered window comes back as it was', () => {
  expect(restoreWindowState(JSON.stringify(state), screen)).toEqual(state);
});

test('a window that would be off every screen keeps its size and lets the system place it', () => {
  for (const position of [
    { x: 3000, y: 50 },
    { x: -500, y: 0 },
    { x: 1900, y: 0 },
    { x: 0, y: 1070 },
  ]) {
    expect(restoreWindowState(JSON.stringify({ ...state, position }), screen)).toEqual({ ...state, position: null });
  }
});

test('a missing, cut, foreign or absurd file counts as a first start', () => {
  for (const text of [
    null,
    '',
    '{"position":',
    'null',
    '[]',
    JSON.stringify({ ...state, width: -1 }),
    JSON.stringify({ ...state, height: 1e9 }),
    JSON.stringify({ ...state, language: 'xx' }),
  ]) {
    expect(restoreWindowState(text, screen)).toEqual(firstWindowState);
  }
});
