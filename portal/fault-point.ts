/** Moments between which a killed server must lose nothing that it acknowledged. */
export type FaultPoint =
  | 'after-receive'
  | 'before-commit'
  | 'after-commit'
  | 'before-reply'
  | 'blob-before-row'
  | 'before-page-end'
  | 'before-snapshot-end';

let passed = 0;

/**
 * Kills the process here when `BANBIENTAP_FAULT` names this point (`before-commit`, or `before-commit:3` for the third
 * time): how the crash tests reach every step of a real server.
 */
export function faultPoint(point: FaultPoint): void {
  const wanted = process.env['BANBIENTAP_FAULT'];
  if (wanted === undefined) return;
  const [name, count] = wanted.split(':');
  if (name !== point) return;
  passed += 1;
  if (passed === Number(count ?? 1)) process.kill(process.pid, 'SIGKILL');
}
