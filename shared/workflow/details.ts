import { z } from 'zod';
import { hashSchema } from '../lib/hash.ts';
import { authorityIdSchema, commandIdSchema, personIdSchema, sectionIdSchema } from '../lib/ids.ts';
import { instantSchema, localDateSchema } from '../lib/instant.ts';
import { calendarAmendmentSchema } from '../regulation/calendar-amendment.ts';
import { informationTypeSchema } from '../regulation/deadline.ts';
import { profileSchema } from '../regulation/profile.ts';
import {
  channelSchema,
  itemActionSchema,
  itemKindSchema,
  roleIdSchema,
  verdictSchema,
} from '../regulation/vocabulary.ts';
import { supplySchema } from './supply.ts';

/** The file an item came from, kept untouched. */
export const originalSchema = z.strictObject({
  sha256: hashSchema,
  name: z.string().min(1).max(255),
  mediaType: z.string().max(127),
  size: z.number().int().min(0),
});

/** A part of a page the verifier could not see; the Secretary may record having compared it by eye. */
export const partIdSchema = z.string().min(1).max(200);

/** What a verification found, as stated by the person's desk; the evidence blob holds the whole. */
export const verificationStatementSchema = z.strictObject({
  /** The page that was read: at its preview address, or as the public sees it. */
  phase: z.enum(['preview', 'public']),
  /** Publication revision the page showed, as far as the desk knew. */
  revision: z.number().int().min(1),
  verdict: verdictSchema,
  /** SHA-256 of the canonical evidence blob. */
  evidence: hashSchema,
  meaning: z.number().int().min(0),
  cosmetic: z.number().int().min(0),
  unchecked: z.array(partIdSchema).max(1_000),
});

/** A decision of the authority that issued the regulation. */
export const issuingDecisionSchema = z.strictObject({
  number: z.string().min(1).max(100),
  date: localDateSchema,
  issuer: z.string().min(1).max(200),
});

/** Action-specific particulars of a command. Content itself travels beside the statement, named by hash. */
export const detailsSchema = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('receive'),
    kind: itemKindSchema,
    section: sectionIdSchema,
    channel: channelSchema,
    sender: z.string().max(300),
    receivedAt: instantSchema,
    original: originalSchema.nullable(),
    supply: supplySchema,
  }),
  z.strictObject({ action: z.literal('describe'), supply: supplySchema }),
  z.strictObject({ action: z.literal('confirm') }),
  z.strictObject({
    action: z.literal('classify'),
    infoType: informationTypeSchema,
    section: sectionIdSchema,
    /** The person who is to handle it; null leaves it to whoever holds the role. */
    person: personIdSchema.nullable(),
  }),
  z.strictObject({ action: z.literal('edit'), base: hashSchema, section: sectionIdSchema.nullable() }),
  z.strictObject({ action: z.literal('route'), specialist: personIdSchema }),
  z.strictObject({ action: z.literal('handBack') }),
  z.strictObject({ action: z.literal('review') }),
  z.strictObject({ action: z.literal('submit') }),
  z.strictObject({ action: z.literal('approve') }),
  z.strictObject({ action: z.literal('return'), ground: z.string().max(32).nullable() }),
  z.strictObject({ action: z.literal('refuse'), ground: z.string().max(32).nullable() }),
  z.strictObject({ action: z.literal('reopen') }),
  z.strictObject({
    action: z.literal('upload'),
    /** `portal`: the server's own site renders `entered`; `foreign`: entered by hand at `address`. */
    mode: z.enum(['portal', 'foreign']),
    /** Content hash of what was entered; equal to the approved version unless the uploader changed it. */
    entered: hashSchema,
    address: z.string().max(2_048).nullable(),
  }),
  z.strictObject({ action: z.literal('verify'), verification: verificationStatementSchema }),
  z.strictObject({ action: z.literal('requestReupload'), verification: commandIdSchema }),
  z.strictObject({ action: z.literal('requestSupplementary') }),
  z.strictObject({ action: z.literal('approveSupplementary') }),
  z.strictObject({ action: z.literal('declineSupplementary') }),
  z.strictObject({ action: z.literal('escalate') }),
  z.strictObject({ action: z.literal('approveEmergency') }),
  z.strictObject({ action: z.literal('approveAfterwards') }),
  z.strictObject({
    action: z.literal('publish'),
    verification: commandIdSchema,
    cosmeticConfirmed: z.boolean(),
    /** Parts recorded as "đã đối chiếu bằng mắt"; must be exactly those the verification left unchecked. */
    comparedByEye: z.array(partIdSchema).max(1_000),
  }),
  z.strictObject({ action: z.literal('report') }),
  z.strictObject({ action: z.literal('reportError') }),
  z.strictObject({ action: z.literal('correct'), base: hashSchema }),
  /** To whom a complaint goes on. */
  z.strictObject({ action: z.literal('forward'), body: z.string().min(1).max(300) }),
  z.strictObject({ action: z.literal('withdraw') }),
  z.strictObject({
    action: z.literal('comment'),
    anchor: z.string().max(500).nullable(),
    pinned: z.boolean(),
    /** Comment command this one resolves; null for a new comment. */
    resolves: commandIdSchema.nullable(),
  }),
  z.strictObject({ action: z.literal('acknowledge'), event: z.number().int().min(1) }),
  z.strictObject({
    action: z.literal('delegate'),
    delegation: authorityIdSchema,
    to: personIdSchema,
    actions: z.array(itemActionSchema).min(1),
    /** Null covers every section. */
    sections: z.array(sectionIdSchema).min(1).max(500).nullable(),
    number: z.string().max(100),
    validFrom: localDateSchema,
    validTo: localDateSchema,
  }),
  z.strictObject({ action: z.literal('revokeDelegation'), delegation: authorityIdSchema }),
  z.strictObject({
    action: z.literal('assign'),
    grant: authorityIdSchema,
    to: personIdSchema,
    role: roleIdSchema,
    /** Null covers every section. */
    sections: z.array(sectionIdSchema).min(1).max(500).nullable(),
    /** The member a support team works under; null for every other role. */
    under: personIdSchema.nullable(),
    number: z.string().max(100),
    validFrom: localDateSchema,
    validTo: localDateSchema.nullable(),
  }),
  z.strictObject({ action: z.literal('unassign'), grant: authorityIdSchema }),
  z.strictObject({
    action: z.literal('recordAbsence'),
    absence: authorityIdSchema,
    person: personIdSchema,
    validFrom: localDateSchema,
    validTo: localDateSchema,
  }),
  z.strictObject({ action: z.literal('endAbsence'), absence: authorityIdSchema }),
  z.strictObject({ action: z.literal('proposeProfile'), profile: profileSchema }),
  z.strictObject({
    action: z.literal('enactProfile'),
    /** The command that proposed it. */
    proposal: commandIdSchema,
    validFrom: localDateSchema,
    /** Needed where a rule with an article changes: the board proposes, the issuing authority decides. */
    decision: issuingDecisionSchema.nullable(),
  }),
  z.strictObject({ action: z.literal('amendCalendar'), amendment: calendarAmendmentSchema }),
]);
export type Details = z.infer<typeof detailsSchema>;
