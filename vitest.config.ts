import { defineConfig } from 'vitest/config';

/** Rooms whose tests sit beside the code they test. */
const UNIT = [
  'shared',
  'portal',
  'electron',
  'renderer',
  'tests/architecture',
  'tests/lock',
  'tests/tools',
  'tests/bench',
  'tests/mutate',
];
const INTEGRATION = [
  'tests/integration',
  'tests/contracts',
  'tests/simulation',
  'tests/stories',
  'tests/electron-host',
];

const inFolders = (folders: readonly string[]): string[] => folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: inFolders(UNIT),
          pool: 'threads',
          maxWorkers: 2,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'integration',
          environment: 'node',
          include: inFolders(INTEGRATION),
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
});
