import { type Settings, settingsSchema } from '#shared/contract/desk-views.ts';
import type { SettingsTable } from '../store/settings.ts';

/** What a new desk starts with. */
export const firstSettings: Settings = {
  language: 'vi',
  theme: 'system',
  density: 'comfortable',
  zoom: 1,
  singleLetterKeys: true,
  lockAfterMinutes: 15,
  desktopNotifications: true,
  remindWorkingDays: 1,
};

/** Any part of the settings; what is undefined stays as it was. */
export type SettingsChange = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };

export function readSettings(table: SettingsTable): Settings {
  const stored = settingsSchema.partial().safeParse(table.read('settings') ?? {});
  return changed(firstSettings, stored.success ? stored.data : {});
}

export function writeSettings(table: SettingsTable, change: SettingsChange): Settings {
  const settings = changed(readSettings(table), change);
  table.write('settings', settings);
  return settings;
}

function changed(settings: Settings, change: SettingsChange): Settings {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return settingsSchema.parse({ ...settings, ...given });
}
