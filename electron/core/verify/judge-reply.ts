import type { UncheckedReason } from '#shared/verification/verdict.ts';
import { isPage } from './decode-page.ts';
import type { GuardedReply } from './guarded-fetch.ts';

/** Why a reply is no page to compare, or null. */
export function judgeReply(reply: Pick<GuardedReply, 'status' | 'body'>, contentType: string): UncheckedReason | null {
  if (reply.status !== 200) return 'httpStatus';
  if (reply.body.length === 0) return 'empty';
  return isPage(contentType, reply.body) ? null : 'notHtml';
}

/** Media type without parameters, or the fallback when a server sends none that is well formed. */
export function mediaTypeOf(contentType: string, fallback: string): string {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) && type.length <= 127 ? type : fallback;
}
