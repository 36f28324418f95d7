import { expect, test } from 'vitest';
import { deskDirectories } from './command-line.ts';

test('the command line wins over the environment, which wins over the system’s place; the shell lives beneath', () => {
  const of = (argv: readonly string[], data?: string): string =>
    deskDirectories(argv, { BANBIENTAP_DATA: data }, '/here', '/system').data;
  expect([
    of(['x', '--desk-data=/a'], '/b'),
    of(['x'], '/b'),
    of(['x']),
    of(['x', '--desk-data=']),
    of(['x', '--desk-data=rel/a']),
  ]).toEqual(['/a', '/b', '/system', '/system', '/here/rel/a']);
  expect(deskDirectories(['--desk-data=/a'], {}, '/here', '/system')).toEqual({ data: '/a', shell: '/a/shell' });
});
