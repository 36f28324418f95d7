import { defineConfig } from '@playwright/test';

/** One suite, two shells; the project whose binary is missing says so and is never counted as passed. */
export default defineConfig<{ shell: 'electron' | 'electron-host' }>({
  testDir: 'tests/e2e',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results',
  globalSetup: './tests/e2e/build-once.ts',
  fullyParallel: false,
  workers: 1,
  // A second try on a busy build machine is reported as flaky, never hidden; by hand there is none.
  retries: process.env.CI ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  projects: [
    { name: 'electron', use: { shell: 'electron' } },
    { name: 'electron-host', use: { shell: 'electron-host' } },
    { name: 'site', testMatch: '**/site.spec.ts' },
  ],
});
