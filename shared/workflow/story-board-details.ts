import type { BoardAction } from '../regulation/vocabulary.ts';
import type { Details } from './details.ts';
import { storyIds, storyProfile } from './story-board.ts';
import type { StepContext } from './story-details.ts';
import { type Act, withOf } from './story-step.ts';

/** Particulars of an act for the board as a whole. */
export function boardDetailsOf(step: Act, does: BoardAction, { names, board }: StepContext): Details {
  switch (does) {
    case 'delegate': {
      const { id, to, actions, sections, number, validFrom, validTo } = withOf(step, does);
      return {
        action: does,
        delegation: names.authority(id),
        to: names.person(to),
        actions,
        sections: sections === null ? null : sections.map(storyIds.section),
        number,
        validFrom,
        validTo,
      };
    }
    case 'revokeDelegation':
      return { action: does, delegation: names.authority(withOf(step, does).delegation) };
    case 'assign': {
      const { id, to, role, sections, under, number, validFrom, validTo } = withOf(step, does);
      return {
        action: does,
        grant: names.authority(id),
        to: names.person(to),
        role,
        sections: sections === null ? null : sections.map(storyIds.section),
        under: under === null ? null : names.person(under),
        number,
        validFrom,
        validTo,
      };
    }
    case 'unassign':
      return { action: does, grant: names.authority(withOf(step, does).grant) };
    case 'recordAbsence': {
      const { id, person, validFrom, validTo } = withOf(step, does);
      return { action: does, absence: names.authority(id), person: names.person(person), validFrom, validTo };
    }
    case 'endAbsence':
      return { action: does, absence: names.authority(withOf(step, does).absence) };
    case 'proposeProfile': {
      const rules = withOf(step, does);
      const newest = Math.max(board.profile.version, ...board.proposals.map(({ profile }) => profile.version));
      return {
        action: does,
        profile: { ...storyProfile(board.profile, rules, `${step.by}.proposeProfile`), version: newest + 1 },
      };
    }
    case 'enactProfile': {
      const { proposal, validFrom, decision } = withOf(step, does);
      return { action: does, proposal: names.proposal(proposal), validFrom, decision };
    }
    case 'amendCalendar':
      return { action: does, amendment: withOf(step, does).amendment };
  }
}
