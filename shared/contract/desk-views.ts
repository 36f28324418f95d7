import { z } from 'zod';
import { articleSchema } from '../content/article.ts';
import { hashSchema } from '../lib/hash.ts';
import { authorityIdSchema, commandIdSchema, itemIdSchema, personIdSchema, sectionIdSchema } from '../lib/ids.ts';
import { instantSchema } from '../lib/instant.ts';
import { citationSchema } from '../regulation/citation.ts';
import { profileSchema } from '../regulation/profile.ts';
import {
  actionSchema,
  itemActionSchema,
  itemKindSchema,
  roleIdSchema,
  stateIdSchema,
} from '../regulation/vocabulary.ts';
import { comparisonSchema } from '../verification/verdict.ts';
import {
  absenceSchema,
  amendedCalendarSchema,
  delegationSchema,
  deviceSchema,
  grantSchema,
  personSchema,
  profileProposalSchema,
  sectionSchema,
  subPortalSchema,
} from '../workflow/board-state.ts';
import { itemStateSchema } from '../workflow/item-state.ts';
import { refusalSchema } from '../workflow/refusal.ts';
import { appErrorSchema } from './app-error-schema.ts';
import { deadlineBriefSchema } from './deadline-views.ts';

/** Where the desk stands: nothing enrolled, needs signing in, locked, or open. */
export const sessionViewSchema = z.strictObject({
  stage: z.enum(['notEnrolled', 'signedOut', 'locked', 'open']),
  /** True on the trial board, whose passphrase is fixed and says so. */
  trial: z.boolean(),
  server: z.strictObject({ address: z.string(), name: z.string(), fingerprint: z.string() }).nullable(),
  person: personSchema.nullable(),
  roles: z.array(roleIdSchema),
  device: deviceSchema.pick({ id: true, name: true }).nullable(),
  /** How the signing key is kept on this machine. */
  keyStrength: z.enum(['os', 'passphrase']).nullable(),
  version: z.string(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

/** What the board looks like to the person: words, roles, people, sections, delegations. */
export const boardViewSchema = z.strictObject({
  profile: profileSchema,
  people: z.array(personSchema),
  grants: z.array(grantSchema),
  sections: z.array(sectionSchema),
  delegations: z.array(delegationSchema),
  subPortals: z.array(subPortalSchema),
  absences: z.array(absenceSchema),
  proposals: z.array(profileProposalSchema),
  calendarAmendments: z.array(amendedCalendarSchema),
});
export type BoardView = z.infer<typeof boardViewSchema>;

/** Queues of the rail; which of them a role sees, and in what order, is `queues.counts`' answer. */
export const queueIdSchema = z.enum([
  'mine',
  'intake',
  'specialist',
  'awaitingApproval',
  'awaitingSupplementary',
  'awaitingUpload',
  'reuploadRequested',
  'awaitingVerification',
  'awaitingReport',
  'returned',
  'refused',
  'published',
  'supplied',
  'all',
]);
export type QueueId = z.infer<typeof queueIdSchema>;

export const queueCountSchema = z.strictObject({
  queue: queueIdSchema,
  count: z.number().int(),
  unread: z.number().int(),
});

/** `none`: everything confirmed by the server. The rest tell what this desk's own unsent work on the item is doing. */
export const syncMarkSchema = z.enum(['none', 'draft', 'held', 'waiting', 'sending', 'rejected']);

export const queueRowSchema = z.strictObject({
  id: itemIdSchema,
  title: z.string(),
  kind: itemKindSchema,
  section: sectionIdSchema,
  state: stateIdSchema,
  holderRole: roleIdSchema,
  holderName: z.string().nullable(),
  since: instantSchema,
  receivedAt: instantSchema,
  updatedAt: instantSchema,
  sync: syncMarkSchema,
  unread: z.boolean(),
  pinned: z.boolean(),
  comments: z.number().int(),
  words: z.number().int(),
  /** True when every blob of the item is on this machine. */
  offlineReady: z.boolean(),
  /** The deadline that counts now; null when none binds the item. */
  deadline: deadlineBriefSchema.nullable(),
});
export type QueueRow = z.infer<typeof queueRowSchema>;

export const queueSortSchema = z.enum(['newest', 'oldest', 'waiting', 'deadline', 'title', 'section', 'state']);
export const queueQuerySchema = z.strictObject({
  queue: queueIdSchema,
  section: sectionIdSchema.nullable(),
  state: stateIdSchema.nullable(),
  /** Words to find; empty for all. */
  text: z.string().max(300),
  sort: queueSortSchema,
  offset: z.number().int().min(0),
  limit: z.number().int().min(1).max(500),
});
export type QueueQuery = z.infer<typeof queueQuerySchema>;
export const queuePageSchema = z.strictObject({
  rows: z.array(queueRowSchema),
  total: z.number().int(),
  lastDoneAt: instantSchema.nullable(),
});
export type QueuePage = z.infer<typeof queuePageSchema>;

/** One button of the decision bar: allowed with an authority, or forbidden with the rule and who may act. */
export const actionForecastSchema = z.strictObject({
  action: itemActionSchema,
  allowed: z.boolean(),
  authority: authorityIdSchema.nullable(),
  /** Article of the rule; null is house practice, shown as "không có trong Quy chế". */
  citation: citationSchema.nullable(),
  refusal: refusalSchema.nullable(),
});
export type ActionForecast = z.infer<typeof actionForecastSchema>;

/** One line of "Quá trình xử lý". `seq` 0 is this desk's own unsent act. */
export const timelineEntrySchema = z.strictObject({
  seq: z.number().int(),
  at: instantSchema,
  claimedAt: instantSchema.nullable(),
  action: z.string(),
  person: personIdSchema.nullable(),
  personName: z.string(),
  role: roleIdSchema.nullable(),
  version: hashSchema.nullable(),
  reason: z.string().nullable(),
  ground: z.string().nullable(),
  citation: citationSchema.nullable(),
  /** How long the item had waited before this, in milliseconds. */
  waitedMs: z.number().nullable(),
  signature: z.enum(['valid', 'invalid', 'notSigned', 'notChecked']),
  to: stateIdSchema.nullable(),
  delegation: authorityIdSchema.nullable(),
  command: commandIdSchema.nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** Text of this person on this machine that is not a version of the item: an autosaved draft, or text a rejection gave back. */
export const localDraftSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['autosave', 'rejected', 'merge']),
  base: hashSchema,
  hash: hashSchema,
  savedAt: instantSchema,
});

export const itemViewSchema = z.strictObject({
  item: itemStateSchema,
  title: z.string(),
  article: articleSchema,
  /** Version this person last read; null when never read before. */
  lastRead: hashSchema.nullable(),
  forecast: z.array(actionForecastSchema),
  timeline: z.array(timelineEntrySchema),
  drafts: z.array(localDraftSchema),
  sync: syncMarkSchema,
  /** Commands of this desk on this item that are not confirmed. */
  pending: z.array(
    z.strictObject({ command: commandIdSchema, action: actionSchema, holdUntil: instantSchema.nullable() }),
  ),
  publicationUrl: z.string().nullable(),
  offlineReady: z.boolean(),
});
export type ItemView = z.infer<typeof itemViewSchema>;

/** One line of the sync centre. */
export const outboxEntrySchema = z.strictObject({
  command: commandIdSchema,
  item: itemIdSchema.nullable(),
  title: z.string(),
  action: actionSchema,
  state: z.enum(['held', 'waiting', 'sending', 'accepted', 'rejected', 'failed', 'undone']),
  actedAt: instantSchema,
  holdUntil: instantSchema.nullable(),
  attempts: z.number().int(),
  nextAttemptAt: instantSchema.nullable(),
  refusal: refusalSchema.nullable(),
  error: appErrorSchema.nullable(),
  /** Draft that keeps the text of a rejected command. */
  draft: z.string().nullable(),
});
export type OutboxEntry = z.infer<typeof outboxEntrySchema>;

export const connectionSchema = z.strictObject({
  state: z.enum([
    'connected',
    'connecting',
    'offline',
    'signedOut',
    'notOurServer',
    'otherServer',
    'needsUpdate',
    'blocked',
  ]),
  since: instantSchema,
  waiting: z.number().int(),
  sending: z.strictObject({ done: z.number().int(), total: z.number().int() }).nullable(),
  rejected: z.number().int(),
  /** Blobs still to fetch for offline work. */
  prefetch: z.number().int(),
  lastSyncAt: instantSchema.nullable(),
  head: z.number().int(),
  error: appErrorSchema.nullable(),
});
export type Connection = z.infer<typeof connectionSchema>;

export const notificationSchema = z.strictObject({
  event: z.number().int(),
  item: itemIdSchema,
  title: z.string(),
  action: itemActionSchema,
  by: z.string(),
  sentAt: instantSchema,
  seenAt: instantSchema.nullable(),
});
export type DeskNotification = z.infer<typeof notificationSchema>;

/** What the desk last saw of a publication, with what it was compared to. */
export const verificationViewSchema = z.strictObject({
  item: itemIdSchema,
  phase: z.enum(['preview', 'public']),
  revision: z.number().int(),
  approved: hashSchema,
  evidence: hashSchema,
  url: z.string(),
  fetchedAt: instantSchema,
  comparison: comparisonSchema,
  screenshot: hashSchema.nullable(),
  /** Token of the page as seen, for the sandboxed viewer. */
  viewer: z.string(),
  /** Text of the page as seen, block by block, for the middle pane. */
  pageText: z.array(z.strictObject({ text: z.string(), range: z.tuple([z.number(), z.number()]) })),
  /** The `verify` command that recorded it; null while it is only on this desk. */
  command: commandIdSchema.nullable(),
});
export type VerificationView = z.infer<typeof verificationViewSchema>;

export const settingsSchema = z.strictObject({
  language: z.enum(['vi', 'en']),
  theme: z.enum(['light', 'dark', 'system']),
  density: z.enum(['compact', 'comfortable']),
  zoom: z.number().min(1).max(2),
  singleLetterKeys: z.boolean(),
  lockAfterMinutes: z.number().int().min(1).max(240),
  desktopNotifications: z.boolean(),
  /** How many working days before a deadline the person is reminded; 0 only on the day itself. */
  remindWorkingDays: z.number().int().min(0).max(10),
});
export type Settings = z.infer<typeof settingsSchema>;
