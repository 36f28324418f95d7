import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Profile, parseProfile } from '#shared/regulation/profile.ts';
import { type WrittenBoard, type WrittenItem, writtenBoardSchema, writtenItemSchema } from './written-item.ts';

/** Where the data that ships stands; beside the portal in the source tree and in its package. */
const resources = join(import.meta.dirname, '../../resources');

const readJson = (...path: string[]): unknown => JSON.parse(readFileSync(join(resources, ...path), 'utf8'));

export function readWrittenBoard(): WrittenBoard {
  return writtenBoardSchema.parse(readJson('trial', 'board.json'));
}

/** The items with their stories, in the order they came in. */
export function readWrittenItems(): readonly WrittenItem[] {
  return readdirSync(join(resources, 'trial', 'items'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => writtenItemSchema.parse(readJson('trial', 'items', name)))
    .sort((left, right) => right.receivedHoursAgo - left.receivedHoursAgo);
}

/** The board's regulation under the made-up portal's own name. */
export function readTrialProfile({ profile, wording }: WrittenBoard): Profile {
  const read = parseProfile(readJson('regulations', `${profile}.json`));
  return { ...read, wording: { ...read.wording, ...wording } };
}
