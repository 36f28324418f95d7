import type { delegations as vietnamese } from '../vi/delegations.ts';
import type { Wording } from '../wording.ts';

/** Delegations. */
export const delegations: Wording<typeof vietnamese> = {
  title: 'Delegations',
  intro:
    'The Head delegates to a Deputy by a document with dates and sections. The power is judged when the server receives the act.',
  give: 'Add a delegation',
  onlyInAbsence: 'This delegation counts only while an absence of the delegator is on record.',
  onlyHead: 'Only {{who}} may add or revoke a delegation ({{article}}).',
  column: {
    number: 'Document number',
    to: 'Delegate',
    period: 'Period',
    sections: 'Sections',
    actions: 'Actions',
    standing: 'Standing',
    act: 'Act',
  },
  period: 'from {{from}} to the end of {{to}}',
  allSections: 'Every section',
  standing: {
    inForce: 'In force',
    notBegun: 'Not begun',
    ended: 'Ended',
    revoked: 'Revoked {{time}}',
  },
  revoke: 'Revoke',
  revokeTitle: 'Revoke the delegation',
  revokeBody:
    'Revoke delegation {{number}} of {{name}}. What the server has accepted stays valid; what was not sent will not be accepted.',
  givenAt: 'recorded {{date}}',
  empty: 'No delegation yet',
  emptyHint: 'When the Head travels, add one so that a Deputy approves by section.',
  formTo: 'Delegate',
  formNumber: 'Number of the delegation document',
  formNumberHint: 'Such as 12/UQ-BBT',
  formFrom: 'From',
  formUntil: 'To the end of',
  formSections: 'Sections',
  formAllSections: 'Every section',
  formActions: 'Actions',
  formDates: 'The last day cannot be before the first',
  formSubmit: 'Delegate',
  submitted: 'Delegation to {{name}} recorded',
  revoked: 'Delegation of {{name}} revoked',
  basis: 'Basis: {{article}}',
  noCandidate: 'Nobody holds a role that may be delegated to.',
};
