import { checkDuties } from './check-profile-duties.ts';
import { checkFlow } from './check-profile-flow.ts';
import { checkNames } from './check-profile-names.ts';
import { profileSchema } from './profile.ts';

/** What is wrong with a profile; each code has its sentence in both languages. */
export type FindingCode =
  | 'wrong-shape'
  | 'duplicate-id'
  | 'unknown-role'
  | 'unknown-state'
  | 'unknown-kind'
  | 'unknown-channel'
  | 'unknown-deadline'
  | 'dates-reversed'
  | 'board-action-as-step'
  | 'not-from-none'
  | 'receive-incomplete'
  | 'shadowed-rule'
  | 'unreachable-state'
  | 'no-way-out'
  | 'cycle-without-exit'
  | 'way-out-by-delegation-only'
  | 'previous-without-before'
  | 'holder-cannot-act'
  | 'condition-missing'
  | 'target-without-holder'
  | 'separated-duty-missing'
  | 'separated-duty-unrecorded'
  | 'separated-duties-one-role'
  | 'separated-duties-same-role'
  | 'delegation-without-rule'
  | 'delegation-without-step'
  | 'delegates-more-than-held'
  | 'start-not-recorded'
  | 'guard-without-field'
  | 'guard-never-asked'
  | 'escalation-without-step'
  | 'escalation-missing'
  | 'sub-portal-unguarded';

/** One thing wrong: where in the file, and what it is about (ids, or the reason a value has the wrong shape). */
export interface Finding {
  readonly code: FindingCode;
  readonly path: string;
  readonly subject: string;
}

/**
 * Everything that is wrong with a profile: of the wrong shape it is refused whole and nothing more is said of it; of the
 * right shape it must also be one that people can work by.
 */
export function checkProfile(input: unknown): readonly Finding[] {
  const parsed = profileSchema.safeParse(input);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({
      code: 'wrong-shape',
      path: path.join('.'),
      subject: message,
    }));
  }
  const profile = parsed.data;
  const names = checkNames(profile);
  // What follows walks the rules by the ids they name.
  return names.length > 0 ? names : [...checkFlow(profile), ...checkDuties(profile)];
}
