import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Process ids of `root` and everything it started. */
export function processTree(root: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = readFileSync(`/proc/${entry}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      parents.set(Number(entry), Number(fields[1]));
    } catch {
      // It ended meanwhile.
    }
  }
  const tree = [root];
  for (const parent of tree) for (const [child, of] of parents) if (of === parent) tree.push(child);
  return tree;
}

/** Internet sockets of these processes, as `ss` would list them: protocol, state and local address in hexadecimal. */
export function internetSockets(
  processes: readonly number[],
): readonly { readonly kind: string; readonly state: string; readonly local: string }[] {
  const inodes = new Set<string>();
  for (const process of processes) {
    try {
      for (const descriptor of readdirSync(`/proc/${process}/fd`)) {
        try {
          const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${process}/fd/${descriptor}`))?.[1];
          if (inode) inodes.add(inode);
        } catch {
          // Closed meanwhile.
        }
      }
    } catch {
      // It ended meanwhile.
    }
  }
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((kind) =>
    readFileSync(`/proc/net/${kind}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => inodes.has(fields[9] ?? ''))
      .map((fields) => ({ kind, state: fields[3] ?? '', local: fields[1] ?? '' })),
  );
}
