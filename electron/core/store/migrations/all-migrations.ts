import { firstSchema } from './0001-first.ts';
import { searchByNeighbours } from './0002-search-by-neighbours.ts';
import { deadlines } from './0003-deadlines.ts';
import type { Migration } from './migration.ts';

/** Every step of the schema in order; a released step is never edited, a change is a new step. */
export const allMigrations: readonly Migration[] = [firstSchema, searchByNeighbours, deadlines];
