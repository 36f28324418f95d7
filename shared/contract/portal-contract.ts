import { oc } from '@orpc/contract';
import { z } from 'zod';
import { boardIdSchema, deviceIdSchema, itemIdSchema, personIdSchema } from '../lib/ids.ts';
import { instantSchema } from '../lib/instant.ts';
import { publicKeySchema } from '../workflow/board-state.ts';
import { signatureSchema } from '../workflow/statement.ts';
import { appErrorMap } from './app-error-schema.ts';
import { serverIdentitySchema } from './protocol.ts';
import { itemHistorySchema, publicationAddressSchema, pushReplySchema, pushRequestSchema } from './sync-messages.ts';

const portal = oc.errors(appErrorMap);

const credentials = { login: z.string().min(1).max(100), password: z.string().min(1).max(1_000) };

/** A session: opaque token, bound to the device's key by a signature on every request. */
export const sessionSchema = z.strictObject({
  token: z.string().min(32).max(128),
  expiresAt: instantSchema,
  person: personIdSchema,
  device: deviceIdSchema,
  board: boardIdSchema,
  /** Next command counter the server expects of this device. */
  nextCounter: z.number().int().min(1),
});
export type Session = z.infer<typeof sessionSchema>;

/**
 * What a desk may ask of the central portal server, published as OpenAPI so that a province's own portal can implement it.
 * Beside these stand four streamed resources: `GET /boards/{board}/events` and `/snapshot` (NDJSON, `sync-messages.ts`),
 * `GET /boards/{board}/doorbell` (server-sent events), and `HEAD|GET|PUT /blobs/{sha256}` (ranges both ways).
 */
export const portalContract = {
  hello: portal.route({ method: 'GET', path: '/hello' }).output(serverIdentitySchema),
  sessions: {
    enrol: portal
      .route({ method: 'POST', path: '/sessions/enrol' })
      .input(
        z.strictObject({
          ...credentials,
          deviceName: z.string().min(1).max(200),
          publicKey: publicKeySchema,
          /** Of the public key's own text by the new key: proof of possession. */
          possession: signatureSchema,
        }),
      )
      .output(sessionSchema),
    signIn: portal
      .route({ method: 'POST', path: '/sessions' })
      .input(
        z.strictObject({
          ...credentials,
          device: deviceIdSchema,
          nonce: z.string().min(16).max(64),
          possession: signatureSchema,
        }),
      )
      .output(sessionSchema),
    signOut: portal.route({ method: 'DELETE', path: '/sessions/current' }).output(z.strictObject({})),
    changePassword: portal
      .route({ method: 'POST', path: '/sessions/password' })
      .input(z.strictObject({ password: credentials.password, newPassword: z.string().min(10).max(1_000) }))
      .output(z.strictObject({})),
  },
  boards: {
    push: portal
      .route({ method: 'POST', path: '/boards/{board}/push' })
      .input(pushRequestSchema.extend({ board: boardIdSchema }))
      .output(pushReplySchema),
    item: portal
      .route({ method: 'GET', path: '/boards/{board}/items/{item}' })
      .input(z.strictObject({ board: boardIdSchema, item: itemIdSchema }))
      .output(itemHistorySchema),
    publication: portal
      .route({ method: 'GET', path: '/boards/{board}/items/{item}/publication' })
      .input(z.strictObject({ board: boardIdSchema, item: itemIdSchema }))
      .output(publicationAddressSchema),
  },
};
