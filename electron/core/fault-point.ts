let remaining: number | null = null;

/**
 * A named place at which a test may have the process die, to prove what a crash there leaves behind:
 * `BANBIENTAP_FAULT=name` kills at the first passing, `name:3` at the third. Without the variable it does nothing.
 */
export function faultPoint(name: string): void {
  const wanted = process.env['BANBIENTAP_FAULT'];
  if (wanted === undefined) return;
  const [place, count = '1'] = wanted.split(':');
  if (place !== name) return;
  remaining = (remaining ?? Number(count)) - 1;
  if (remaining === 0) process.kill(process.pid, 'SIGKILL');
}
