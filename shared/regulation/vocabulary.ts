import { z } from 'zod';

/** Everyone a regulation may name; a profile enables a part and gives each its title. */
export const roleIdSchema = z.enum([
  'head',
  'deputy',
  'standingDeputy',
  'secretary',
  'member',
  'centreRep',
  'focalPoint',
  'agencyHead',
  'editor',
  'contributor',
  'standingAgency',
  'portalUnit',
  'supportTeam',
]);
export type RoleId = z.infer<typeof roleIdSchema>;

/** States of an item, the superset of all regulations. */
export const stateIdSchema = z.enum([
  'draft',
  'unitConfirmed',
  'received',
  'classified',
  'specialistReview',
  'edited',
  'submitted',
  'approved',
  'uploaded',
  'published',
  'reported',
  'returned',
  'refused',
  'reuploadRequested',
  'supplementaryPending',
  'corrected',
  'withdrawn',
  'forwarded',
]);
export type StateId = z.infer<typeof stateIdSchema>;

/** What a person can do to an item, one word per concept. */
export const itemActionSchema = z.enum([
  'receive',
  'describe',
  'confirm',
  'classify',
  'edit',
  'route',
  'handBack',
  'review',
  'submit',
  'approve',
  'return',
  'refuse',
  'reopen',
  'upload',
  'verify',
  'requestReupload',
  'requestSupplementary',
  'approveSupplementary',
  'declineSupplementary',
  'escalate',
  'approveEmergency',
  'approveAfterwards',
  'publish',
  'report',
  'reportError',
  'correct',
  'withdraw',
  'forward',
  'comment',
  'acknowledge',
]);
export type ItemAction = z.infer<typeof itemActionSchema>;

/** What a person can do for the board as a whole. */
export const boardActionSchema = z.enum([
  'delegate',
  'revokeDelegation',
  'assign',
  'unassign',
  'recordAbsence',
  'endAbsence',
  'proposeProfile',
  'enactProfile',
  'amendCalendar',
]);
export type BoardAction = z.infer<typeof boardActionSchema>;

export const actionSchema = z.enum([...itemActionSchema.options, ...boardActionSchema.options]);
export type Action = z.infer<typeof actionSchema>;

/**
 * Kinds of item (tin, bài, hình ảnh, đa phương tiện, tài liệu, trả lời phản ánh kiến nghị, thủ tục hành chính, quyết định
 * công bố danh mục TTHC, dự án, lấy ý kiến góp ý, khiếu nại tố cáo).
 */
export const itemKindSchema = z.enum([
  'news',
  'article',
  'image',
  'media',
  'document',
  'petitionAnswer',
  'adminProcedure',
  'procedureDecision',
  'project',
  'consultation',
  'complaint',
]);
export type ItemKind = z.infer<typeof itemKindSchema>;

/** The channel an item came in by. */
export const channelSchema = z.enum(['portal', 'mailbox', 'eOffice', 'member', 'contributor', 'paper', 'file']);
export type Channel = z.infer<typeof channelSchema>;

/** Conditions a transition may demand besides role, state and separation of duties; each is one pure predicate of the workflow. */
export const conditionSchema = z.enum([
  'assignedSpecialist',
  'ownUnit',
  'currentVersion',
  'newVersion',
  'approvedVersion',
  'publicationVerified',
  'reasonGiven',
  'targetHoldsRole',
  'guardPassed',
  'subPortalLive',
  'neverPublished',
  'alreadyPublished',
  'waitedLong',
  'emergencyApproved',
  'someoneElse',
]);
export type Condition = z.infer<typeof conditionSchema>;

/** What a comparison of the page with the approved version allows the Secretary to do next (law 6). */
export const verdictSchema = z.enum(['match', 'cosmetic', 'mismatch', 'unchecked']);
export type Verdict = z.infer<typeof verdictSchema>;

/** What the submission guard looks at before an item may go on to whoever approves. */
export const guardCheckSchema = z.enum([
  'title',
  'author',
  'source',
  'sourceDate',
  'consent',
  'unicode',
  'fields',
  'confirmation',
  'language',
]);
export type GuardCheck = z.infer<typeof guardCheckSchema>;
