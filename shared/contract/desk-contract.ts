import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { articleSchema, imageMediaTypeSchema } from '../content/article.ts';
import { hashSchema } from '../lib/hash.ts';
import { authorityIdSchema, commandIdSchema, itemIdSchema, personIdSchema, sectionIdSchema } from '../lib/ids.ts';
import { instantSchema, localDateSchema } from '../lib/instant.ts';
import { calendarAmendmentSchema } from '../regulation/calendar-amendment.ts';
import { informationTypeSchema } from '../regulation/deadline.ts';
import { profileSchema } from '../regulation/profile.ts';
import { channelSchema, itemActionSchema, itemKindSchema, roleIdSchema } from '../regulation/vocabulary.ts';
import { issuingDecisionSchema, partIdSchema } from '../workflow/details.ts';
import { supplySchema, unknownSupply } from '../workflow/supply.ts';
import { appErrorMap } from './app-error-schema.ts';
import { deadlineContract } from './deadline-contract.ts';
import {
  boardViewSchema,
  connectionSchema,
  itemViewSchema,
  localDraftSchema,
  notificationSchema,
  outboxEntrySchema,
  queueCountSchema,
  queuePageSchema,
  queueQuerySchema,
  sessionViewSchema,
  settingsSchema,
  verificationViewSchema,
} from './desk-views.ts';
import { caFingerprintSchema } from './protocol.ts';

const desk = oc.errors(appErrorMap);
const nothing = z.strictObject({});

/** Most bytes in one chunk of a file on its way into the desk. */
export const chunkBytes = 512 * 1024;
const chunk = z.strictObject({
  transfer: z.string(),
  offset: z.number().int().min(0),
  base64: z.string().max(chunkBytes * 2),
});

/**
 * Particulars a person gives with a decision; the desk adds the rest of the statement.
 * What each action needs: return/refuse ground and reason; route specialist; upload mode and address; publish the confirmations.
 */
const actInput = z.strictObject({
  item: itemIdSchema,
  action: itemActionSchema,
  /** Version the person looked at; the desk refuses when the item has moved on. */
  version: hashSchema.nullable(),
  reason: z.string().max(5_000).nullable().default(null),
  ground: z.string().max(32).nullable().default(null),
  specialist: personIdSchema.nullable().default(null),
  /** New text, for edit and requestSupplementary; for upload what was entered when it differs. */
  article: articleSchema.nullable().default(null),
  section: sectionIdSchema.nullable().default(null),
  uploadMode: z.enum(['portal', 'foreign']).default('portal'),
  address: z.string().max(2_048).nullable().default(null),
  verification: commandIdSchema.nullable().default(null),
  cosmeticConfirmed: z.boolean().default(false),
  comparedByEye: z.array(partIdSchema).default([]),
  anchor: z.string().max(500).nullable().default(null),
  pinned: z.boolean().default(false),
  resolves: commandIdSchema.nullable().default(null),
  event: z.number().int().min(1).nullable().default(null),
  /** What is known of the supply, for describe. */
  supply: supplySchema.nullable().default(null),
  /** Information type, for classify; the person it goes to is `specialist`. */
  infoType: informationTypeSchema.nullable().default(null),
  /** The competent body a complaint goes on to. */
  forwardTo: z.string().min(1).max(300).nullable().default(null),
});
export type ActInput = z.input<typeof actInput>;

const acted = z.strictObject({ command: commandIdSchema, holdUntil: instantSchema });

/** Topics a screen may have to read again; sent after commit, never before. */
export const changeSchema = z.discriminatedUnion('topic', [
  z.strictObject({ topic: z.literal('session') }),
  z.strictObject({ topic: z.literal('board') }),
  z.strictObject({ topic: z.literal('queues') }),
  z.strictObject({ topic: z.literal('outbox') }),
  z.strictObject({ topic: z.literal('notifications') }),
  z.strictObject({ topic: z.literal('settings') }),
  z.strictObject({ topic: z.literal('item'), item: itemIdSchema }),
  z.strictObject({ topic: z.literal('openItem'), item: itemIdSchema }),
]);
export type Change = z.infer<typeof changeSchema>;

/** What the renderer may ask of the desk's core: all of it, over one string channel. */
export const deskContract = {
  session: {
    view: desk.output(sessionViewSchema),
    /** Reads a server's identity and CA fingerprint without trusting it, for the person to compare. */
    check: desk
      .input(z.strictObject({ address: z.string().max(300) }))
      .output(z.strictObject({ address: z.string(), name: z.string(), fingerprint: caFingerprintSchema })),
    enrol: desk
      .input(
        z.strictObject({
          address: z.string().max(300),
          fingerprint: caFingerprintSchema,
          login: z.string().min(1).max(100),
          password: z.string().min(1).max(1_000),
          deviceName: z.string().min(1).max(200),
          /** Seals the signing key where the operating system cannot; null when it can. */
          passphrase: z.string().min(8).max(1_000).nullable(),
        }),
      )
      .output(sessionViewSchema),
    signIn: desk
      .input(z.strictObject({ login: z.string().max(100), password: z.string().max(1_000) }))
      .output(sessionViewSchema),
    lock: desk.output(sessionViewSchema),
    unlock: desk.input(z.strictObject({ passphrase: z.string().max(1_000) })).output(sessionViewSchema),
    signOut: desk.output(sessionViewSchema),
  },
  board: { view: desk.output(boardViewSchema) },
  queues: {
    /** Queues of the person's roles, their working queue first. */
    counts: desk.output(z.array(queueCountSchema)),
    rows: desk.input(queueQuerySchema).output(queuePageSchema),
  },
  items: {
    open: desk.input(z.strictObject({ item: itemIdSchema })).output(itemViewSchema),
    markRead: desk.input(z.strictObject({ item: itemIdSchema })).output(nothing),
    article: desk.input(z.strictObject({ hash: hashSchema })).output(articleSchema),
    /** Stores the decision durably at once and holds it until `holdUntil`; answers with the refusal when a rule forbids it. */
    act: desk.input(actInput).output(acted),
    undo: desk.input(z.strictObject({ command: commandIdSchema })).output(nothing),
    saveDraft: desk
      .input(z.strictObject({ item: itemIdSchema, base: hashSchema, article: articleSchema }))
      .output(localDraftSchema),
    readDraft: desk.input(z.strictObject({ draft: z.string() })).output(articleSchema),
    discardDraft: desk.input(z.strictObject({ draft: z.string() })).output(nothing),
    /** Writes a document of the item where the person chooses. */
    saveFile: desk
      .input(z.strictObject({ sha256: hashSchema, name: z.string().min(1).max(255) }))
      .output(z.strictObject({ saved: z.boolean() })),
  },
  intake: {
    begin: desk
      .input(z.strictObject({ name: z.string().min(1).max(255), size: z.number().int().min(0) }))
      .output(z.strictObject({ transfer: z.string() })),
    chunk: desk.input(chunk).output(z.strictObject({ received: z.number().int() })),
    /** Reads the document in a capped worker; nothing is in the board's hands until `receive`. */
    read: desk.input(z.strictObject({ transfer: z.string() })).output(
      z.strictObject({
        transfer: z.string(),
        article: articleSchema,
        original: z.strictObject({
          sha256: hashSchema,
          name: z.string(),
          mediaType: z.string(),
          size: z.number().int(),
        }),
        warnings: z.array(z.strictObject({ code: z.string(), subject: z.string().nullable() })),
        /** Item that already came from the same original, if any. */
        duplicateOf: itemIdSchema.nullable(),
      }),
    ),
    receive: desk
      .input(
        z.strictObject({
          transfer: z.string(),
          article: articleSchema,
          kind: itemKindSchema,
          section: sectionIdSchema,
          channel: channelSchema,
          sender: z.string().max(300),
          receivedAt: instantSchema,
          supply: supplySchema.default(unknownSupply),
        }),
      )
      .output(acted.extend({ item: itemIdSchema })),
    cancel: desk.input(z.strictObject({ transfer: z.string() })).output(nothing),
    /** Turns a finished transfer into an image or file of an article being edited. */
    attach: desk.input(z.strictObject({ transfer: z.string(), mediaType: z.string().max(127) })).output(
      z.strictObject({
        sha256: hashSchema,
        name: z.string(),
        mediaType: z.string(),
        size: z.number().int(),
        image: z
          .strictObject({ mediaType: imageMediaTypeSchema, width: z.number().int(), height: z.number().int() })
          .nullable(),
      }),
    ),
  },
  verification: {
    /** Fetches the page and compares it; progress first, the finding last. Aborting the iterator cancels. */
    run: desk.input(z.strictObject({ item: itemIdSchema, phase: z.enum(['preview', 'public']) })).output(
      eventIterator(
        z.discriminatedUnion('step', [
          z.strictObject({
            step: z.literal('progress'),
            done: z.number().int(),
            total: z.number().int(),
            what: z.string(),
          }),
          z.strictObject({ step: z.literal('done'), view: verificationViewSchema }),
        ]),
      ),
    ),
    latest: desk.input(z.strictObject({ item: itemIdSchema })).output(verificationViewSchema.nullable()),
  },
  delegations: {
    give: desk
      .input(
        z.strictObject({
          to: personIdSchema,
          actions: z.array(itemActionSchema).min(1),
          sections: z.array(sectionIdSchema).min(1).nullable(),
          number: z.string().max(100),
          validFrom: localDateSchema,
          validTo: localDateSchema,
        }),
      )
      .output(acted),
    revoke: desk.input(z.strictObject({ delegation: authorityIdSchema })).output(acted),
  },
  /** Phân công: who does what where, by which document; and who is away. */
  assignments: {
    give: desk
      .input(
        z.strictObject({
          to: personIdSchema,
          role: roleIdSchema,
          sections: z.array(sectionIdSchema).min(1).nullable(),
          under: personIdSchema.nullable(),
          number: z.string().max(100),
          validFrom: localDateSchema,
          validTo: localDateSchema.nullable(),
        }),
      )
      .output(acted),
    end: desk.input(z.strictObject({ grant: authorityIdSchema })).output(acted),
    recordAbsence: desk
      .input(z.strictObject({ person: personIdSchema, validFrom: localDateSchema, validTo: localDateSchema }))
      .output(acted),
    endAbsence: desk.input(z.strictObject({ absence: authorityIdSchema })).output(acted),
  },
  /** The rules the board works by: drafts of them, putting one in force, and the calendar they count in. */
  rules: {
    propose: desk.input(z.strictObject({ profile: profileSchema })).output(acted),
    enact: desk
      .input(
        z.strictObject({
          proposal: commandIdSchema,
          validFrom: localDateSchema,
          decision: issuingDecisionSchema.nullable(),
        }),
      )
      .output(acted),
    amendCalendar: desk.input(z.strictObject({ amendment: calendarAmendmentSchema })).output(acted),
  },
  deadlines: deadlineContract,
  sync: {
    connection: desk.output(connectionSchema),
    outbox: desk.output(z.array(outboxEntrySchema)),
    now: desk.output(nothing),
    /** Sends a parked command again. */
    retry: desk.input(z.strictObject({ command: commandIdSchema })).output(nothing),
    /** Takes a rejected command off the screen; its draft stays until discarded. */
    dismiss: desk.input(z.strictObject({ command: commandIdSchema })).output(nothing),
    /** One step after `delegation-ended`: puts the kept text and reason before the Head as a comment and edit. */
    resubmitToHead: desk.input(z.strictObject({ command: commandIdSchema })).output(acted),
  },
  notifications: {
    list: desk.output(z.array(notificationSchema)),
    seen: desk.input(z.strictObject({ event: z.number().int() })).output(nothing),
  },
  settings: {
    read: desk.output(settingsSchema),
    write: desk.input(settingsSchema.partial()).output(settingsSchema),
  },
  /** Says which screens to read again, and the connection whenever it changes. */
  changes: desk.output(
    eventIterator(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('change'), change: changeSchema }),
        z.strictObject({ kind: z.literal('connection'), connection: connectionSchema }),
      ]),
    ),
  ),
};
