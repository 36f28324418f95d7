import { z } from 'zod';

const idPattern = /^[a-z0-9]{16,32}$/;
const id = <Name extends string>(_name: Name) => z.string().regex(idPattern).brand<Name>();

export const boardIdSchema = id('BoardId');
export const itemIdSchema = id('ItemId');
export const personIdSchema = id('PersonId');
export const deviceIdSchema = id('DeviceId');
export const commandIdSchema = id('CommandId');
/** A role grant or a delegation: whatever document gives the actor the power used. */
export const authorityIdSchema = id('AuthorityId');
/** A section (chuyên mục) of a board. */
export const sectionIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
  .brand<'SectionId'>();

export type BoardId = z.infer<typeof boardIdSchema>;
export type ItemId = z.infer<typeof itemIdSchema>;
export type PersonId = z.infer<typeof personIdSchema>;
export type DeviceId = z.infer<typeof deviceIdSchema>;
export type CommandId = z.infer<typeof commandIdSchema>;
export type AuthorityId = z.infer<typeof authorityIdSchema>;
export type SectionId = z.infer<typeof sectionIdSchema>;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A fresh 26-character identifier from 16 random bytes; parse it with the schema of its kind. */
export function newId(randomBytes: (count: number) => Uint8Array): string {
  let text = '';
  let bits = 0;
  let buffer = 0;
  for (const byte of randomBytes(16)) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(buffer >> bits) & 31];
      buffer &= (1 << bits) - 1;
    }
  }
  return text + alphabet[(buffer << (5 - bits)) & 31];
}
