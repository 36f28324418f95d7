import type { Profile } from '#shared/regulation/profile.ts';
import { parseProfile } from '#shared/regulation/profile.ts';

const files = import.meta.glob<{ readonly default: unknown }>('../../../resources/regulations/*.json');

/** The profiles that ship with the desk: historical templates, each read and checked only when asked for. */
export async function readTemplates(): Promise<readonly Profile[]> {
  const loaded = await Promise.all(Object.values(files).map((load) => load()));
  return loaded.map((module) => parseProfile(module.default)).sort((one, two) => one.id.localeCompare(two.id));
}
