import type { ServerResponse } from 'node:http';
import type { AppError, AppErrorCode, AppErrorData } from '#shared/contract/app-error.ts';

/** HTTP status of failures that general clients should understand too; every other is 422. */
const statuses: Partial<Readonly<Record<AppErrorCode, number>>> = {
  'bad-request': 400,
  'sign-in-required': 401,
  'not-found': 404,
  'timed-out': 408,
  'too-large': 413,
  'rate-limited': 429,
  'server-error': 500,
};

export function statusOf(code: AppErrorCode): number {
  return statuses[code] ?? 422;
}

/** A failure in the one shape that procedures and streamed resources share. */
export function failureBody(data: AppErrorData, status: number): Readonly<Record<string, unknown>> {
  return { defined: true, code: 'APP', status, message: data.code, data };
}

/** Answers with a failure unless the answer has already begun; then the connection is cut, so that nobody trusts the rest. */
export function replyFailure(response: ServerResponse, error: AppError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = statusOf(error.code);
  if (error.code === 'rate-limited') response.setHeader('retry-after', '2');
  if (error.code === 'too-large' || error.code === 'timed-out') response.setHeader('connection', 'close');
  replyJson(response, status, failureBody(error.data, status));
}

export function replyJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(response.req.method === 'HEAD' ? undefined : text);
}
