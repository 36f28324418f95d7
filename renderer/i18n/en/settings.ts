import type { settings as vietnamese } from '../vi/settings.ts';
import type { Wording } from '../wording.ts';

/** Settings and about. */
export const settings: Wording<typeof vietnamese> = {
  title: 'Settings',
  language: 'Language',
  languages: { vi: 'Tiếng Việt', en: 'English' },
  theme: 'Theme',
  themes: { light: 'Light', dark: 'Dark', system: 'As the system' },
  density: 'Row spacing',
  densities: { compact: 'Compact', comfortable: 'Comfortable' },
  zoom: 'Zoom',
  singleLetterKeys: 'Use single-letter keys',
  singleLetterKeysHint:
    'j, k, g, / and ?. Switch them off when an input method interferes; arrows, Enter and Ctrl+K keep working.',
  lockAfter: 'Lock after',
  lockAfterUnit: 'minutes without input',
  notifications: 'Show a system notice when work is handed over',
  remindDays: 'Remind before a deadline (working days)',
  remindDaysHint:
    'What is in hand is reminded of once when nearly due and once when overdue. 0 reminds on the last day only.',
  saved: 'Saved',
  reading: 'Reading and display',
  keyboard: 'Keyboard',
  safety: 'Safety',
  aboutTitle: 'About',
  version: 'Version {{version}}',
  server: 'Server',
  fingerprint: 'Fingerprint of the server',
  device: 'This machine',
  keyStrength: 'Signing key of the desk',
  keyOs: 'kept by the operating system',
  keyPassphrase: 'kept by a passphrase',
  regulation: 'Regulation in use',
  regulationStatus: {
    historicalTemplate: 'template after an issued document',
    draft: 'draft',
    inForce: 'in force',
  },
  profileVersion: 'record {{version}}',
  sourceNotes: 'Notes on the source text',
  licence: 'Open source under the Apache-2.0 licence.',
};
