import { AppError } from '#shared/contract/app-error.ts';

/** The one form of a server's address: `https://host:port`; a bare `host` or `host:port` is taken as https. */
export function serverAddress(typed: string): string {
  const text = typed.trim();
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(whole)) throw new AppError('address-invalid', { subject: text });
  const url = new URL(whole);
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (url.protocol !== 'https:' || !plain || url.pathname.length > 1 || url.hostname === '') {
    throw new AppError('address-invalid', { subject: text });
  }
  return `https://${url.hostname}:${url.port === '' ? '443' : url.port}`;
}
