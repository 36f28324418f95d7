/** One JSON line on standard error; never texts of items, secrets or tokens. */
export function shellLog(
  level: 'info' | 'warning' | 'error',
  event: string,
  fields: Readonly<Record<string, unknown>> = {},
): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`);
}
