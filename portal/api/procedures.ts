import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { implement, ORPCError } from '@orpc/server';
import { AppError } from '#shared/contract/app-error.ts';
import { portalContract } from '#shared/contract/portal-contract.ts';
import { apiPrefix, minimumProtocolVersion, protocolVersion } from '#shared/contract/protocol.ts';
import type { BoardId, ItemId } from '#shared/lib/ids.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import type { ItemState } from '#shared/workflow/item-state.ts';
import type { SignedIn } from '../accounts/accounts.ts';
import { acceptCommand } from '../commands/accept-command.ts';
import { faultPoint } from '../fault-point.ts';
import { sees, sightOf } from '../store/sight.ts';
import type { ApiPorts } from './api-ports.ts';
import { failureBody, statusOf } from './reply.ts';

/** What each call carries besides its input. */
export interface CallContext {
  /** Null for the three calls that need no session. */
  readonly signedIn: SignedIn | null;
  /** Network address of the caller. */
  readonly address: string;
}

/** Answers a call of the portal contract; null when the path is none of its. */
export type Procedures = (request: Request, context: CallContext) => Promise<Response | null>;

export function createProcedures(ports: ApiPorts): Procedures {
  const handler = new OpenAPIHandler(createRouter(ports), {
    clientInterceptors: [
      async ({ next }) => {
        try {
          return await next();
        } catch (error) {
          throw typedError(error, ports.onError);
        }
      },
    ],
  });
  return async (request, context) => {
    const { matched, response } = await handler.handle(request, { prefix: apiPrefix, context });
    return matched ? response : null;
  };
}

/** The router's type is what oRPC infers from the contract. */
function createRouter(ports: ApiPorts) {
  const { store, accounts, addresses, signer, now } = ports;
  const portal = implement(portalContract).$context<CallContext>();

  return portal.router({
    hello: portal.hello.handler(() => ({
      server: store.server.server,
      epoch: store.server.epoch,
      protocol: protocolVersion,
      minimumProtocol: minimumProtocolVersion,
      name: ports.name,
      publicKey: signer.publicKey,
      at: instantFromMs(now()),
    })),
    sessions: {
      enrol: portal.sessions.enrol.handler(({ input, context }) => accounts.enrol(input, context.address)),
      signIn: portal.sessions.signIn.handler(({ input, context }) => accounts.signIn(input, context.address)),
      signOut: portal.sessions.signOut.handler(async ({ context }) => {
        await accounts.signOut(required(context).session);
        return {};
      }),
      changePassword: portal.sessions.changePassword.handler(async ({ input, context }) => {
        await accounts.changePassword(required(context).session, input, context.address);
        return {};
      }),
    },
    boards: {
      push: portal.boards.push.handler(async ({ input, context }) => {
        const signedIn = onBoard(context, input.board);
        faultPoint('after-receive');
        const outcomes = [];
        // One after another: a device's commands take effect in the order of its counter.
        for (const command of input.commands) outcomes.push(await acceptCommand(store, signedIn, command, now));
        faultPoint('before-reply');
        return { outcomes };
      }),
      item: portal.boards.item.handler(async ({ input, context }) => {
        const signedIn = onBoard(context, input.board);
        const history = await store.history(input.board, input.item);
        if (history === null || !canSee(signedIn, history.item)) throw new AppError('not-found');
        const { item, article, events, articles } = history;
        return { snapshot: { item, article }, events: [...events], articles: [...articles] };
      }),
      publication: portal.boards.publication.handler(async ({ input, context }) => {
        const signedIn = onBoard(context, input.board);
        const item = await store.item(input.board, input.item);
        if (item === null || !canSee(signedIn, item)) throw new AppError('not-found');
        return publicationAddress(item, addresses, store);
      }),
    },
  });
}

async function publicationAddress(
  item: ItemState,
  addresses: ApiPorts['addresses'],
  store: ApiPorts['store'],
): Promise<{
  item: ItemId;
  revision: number;
  previewUrl: string | null;
  previewExpiresAt: ReturnType<typeof instantFromMs> | null;
  publicUrl: string | null;
  entered: NonNullable<ItemState['publication']>['entered'] | null;
}> {
  const { id, publication } = item;
  if (publication === null) {
    return { item: id, revision: 0, previewUrl: null, previewExpiresAt: null, publicUrl: null, entered: null };
  }
  const { revision, entered } = publication;
  const row = await store.publication(id);
  if (row === null) {
    return { item: id, revision, previewUrl: null, previewExpiresAt: null, publicUrl: null, entered };
  }
  const shown = row.live === null ? null : await store.article(row.live.shown);
  const preview = addresses.previewUrl(id);
  return {
    item: id,
    revision,
    previewUrl: preview.url,
    previewExpiresAt: preview.expiresAt,
    publicUrl: shown === null ? null : addresses.publicUrl(shown.title, id),
    entered,
  };
}

function required({ signedIn }: CallContext): SignedIn {
  if (signedIn === null) throw new AppError('sign-in-required');
  return signedIn;
}

/** Another board's name answers like one that does not exist. */
function onBoard(context: CallContext, board: BoardId): SignedIn {
  const signedIn = required(context);
  if (signedIn.session.board !== board) throw new AppError('not-found');
  return signedIn;
}

function canSee({ board, session }: SignedIn, item: ItemState): boolean {
  return sees(sightOf(board, session.person), item);
}

function typedError(error: unknown, onError: (error: unknown) => void): unknown {
  if (error instanceof AppError) return asAppError(error);
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return asAppError(new AppError('bad-request'));
  onError(error);
  return asAppError(new AppError('server-error'));
}

function asAppError({ code, data }: AppError): ORPCError<'APP', AppError['data']> {
  const { message } = failureBody(data, statusOf(code));
  return new ORPCError('APP', { defined: true, status: statusOf(code), message: String(message), data });
}
