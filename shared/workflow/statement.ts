import { z } from 'zod';
import { articleSchema } from '../content/article.ts';
import { hashSchema } from '../lib/hash.ts';
import {
  authorityIdSchema,
  boardIdSchema,
  commandIdSchema,
  deviceIdSchema,
  itemIdSchema,
  personIdSchema,
  sectionIdSchema,
} from '../lib/ids.ts';
import { instantSchema, localDateSchema } from '../lib/instant.ts';
import {
  actionSchema,
  channelSchema,
  itemActionSchema,
  itemKindSchema,
  verdictSchema,
} from '../regulation/vocabulary.ts';

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
  }),
  z.strictObject({ action: z.literal('edit'), base: hashSchema, section: sectionIdSchema.nullable() }),
  z.strictObject({ action: z.literal('route'), specialist: personIdSchema }),
  z.strictObject({ action: z.literal('handBack') }),
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
  z.strictObject({
    action: z.literal('publish'),
    verification: commandIdSchema,
    cosmeticConfirmed: z.boolean(),
    /** Parts recorded as "đã đối chiếu bằng mắt"; must be exactly those the verification left unchecked. */
    comparedByEye: z.array(partIdSchema).max(1_000),
  }),
  z.strictObject({ action: z.literal('report') }),
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
]);
export type Details = z.infer<typeof detailsSchema>;

/** Where the signer's desk stood in the board's sequence; evidence, not a condition. */
export const headSchema = z.strictObject({ seq: z.number().int().min(0), hash: hashSchema });
export type Head = z.infer<typeof headSchema>;

/** What a person states when acting; its RFC 8785 form is signed with the desk's Ed25519 key. */
export const statementSchema = z.strictObject({
  format: z.literal(1),
  board: boardIdSchema,
  item: itemIdSchema.nullable(),
  /** Content hash the action is about; null when it is about no version. */
  version: hashSchema.nullable(),
  action: actionSchema,
  reason: z.string().max(5_000).nullable(),
  /** Role grant or delegation acted under. */
  authority: authorityIdSchema,
  command: commandIdSchema,
  device: deviceIdSchema,
  /** Per-device count from 1; the server accepts only the next one. */
  counter: z.number().int().min(1),
  claimedAt: instantSchema,
  head: headSchema,
  details: detailsSchema,
});
export type Statement = z.infer<typeof statementSchema>;

/** Ed25519 signature, base64url without padding. */
export const signatureSchema = z.string().regex(/^[A-Za-z0-9_-]{86}$/);

/** A statement with its signature and the articles it names by hash that the server may not have yet. */
export const signedCommandSchema = z.strictObject({
  statement: statementSchema,
  signature: signatureSchema,
  articles: z.array(articleSchema).max(2),
});
export type SignedCommand = z.infer<typeof signedCommandSchema>;
