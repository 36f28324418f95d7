import { expect, test } from 'vitest';
import { z } from 'zod';
import { canonicalHash } from '../lib/hash.ts';
import { eventSchema } from '../workflow/event.ts';
import { retryClasses } from './app-error.ts';
import { portalContract, sessionSchema } from './portal-contract.ts';
import { protocolVersion, replyHeaders, requestHeaders, serverIdentitySchema } from './protocol.ts';
import {
  itemHistorySchema,
  publicationAddressSchema,
  pullLineSchema,
  pushReplySchema,
  pushRequestSchema,
  snapshotLineSchema,
} from './sync-messages.ts';

/** Shapes of all that desk and server exchange, reduced to one hash. */
function fingerprint(): string {
  const messages = {
    eventSchema,
    itemHistorySchema,
    publicationAddressSchema,
    pullLineSchema,
    pushReplySchema,
    pushRequestSchema,
    serverIdentitySchema,
    sessionSchema,
    snapshotLineSchema,
  };
  const shapes = Object.entries(messages).map(([name, schema]) => [
    name,
    z.toJSONSchema(schema, { unrepresentable: 'any' }),
  ]);
  const routes = [
    ...Object.values(portalContract.sessions),
    ...Object.values(portalContract.boards),
    portalContract.hello,
  ].map((procedure) => [procedure['~orpc'].route.method, procedure['~orpc'].route.path]);
  return canonicalHash({ shapes, routes, replyHeaders, requestHeaders, codes: Object.keys(retryClasses) }).slice(0, 16);
}

test('a changed message bumps the protocol version', () => {
  expect({ version: protocolVersion, fingerprint: fingerprint() }).toEqual({
    version: 2,
    fingerprint: '656ec16e21409a7f',
  });
});
