import { changedRules } from '../regulation/changed-rules.ts';
import { type Profile, profileProblems } from '../regulation/profile.ts';
import type { BoardState } from './board-state.ts';
import type { Details } from './details.ts';
import type { RefusalCode } from './refusal.ts';

/** Why a change of the rules cannot stand; null when it can or when the act is about something else. */
export function brokenProfileChange(details: Details, board: BoardState): RefusalCode | null {
  switch (details.action) {
    case 'proposeProfile': {
      const { profile } = details;
      const newer = profile.id === board.profile.id && profile.version > latestVersion(board);
      return newer && profileProblems(profile).length === 0 ? null : 'profile-invalid';
    }
    case 'enactProfile': {
      const proposal = board.proposals.find(({ command }) => command === details.proposal);
      if (proposal === undefined || proposal.enacted !== null) return 'proposal-unknown';
      // In the texts the issuing authority decides and the board proposes; only house practice is the Head's own.
      return touchesArticles(board.profile, proposal.profile) && details.decision === null ? 'decision-missing' : null;
    }
    default:
      return null;
  }
}

const touched = new WeakMap<Profile, WeakMap<Profile, boolean>>();

/** Whether a rule with an article differs; profiles are large and never changed in place, so two are compared once. */
function touchesArticles(before: Profile, after: Profile): boolean {
  const known = touched.get(before) ?? new WeakMap<Profile, boolean>();
  touched.set(before, known);
  const found = known.get(after) ?? changedRules(before, after).some(({ hasArticle }) => hasArticle);
  known.set(after, found);
  return found;
}

function latestVersion({ profile, proposals }: BoardState): number {
  return Math.max(profile.version, ...proposals.map((proposal) => proposal.profile.version));
}
