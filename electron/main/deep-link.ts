/** The scheme that mails and notices use to open an item. */
export const deepLinkScheme = 'banbientap';

/** The item id in `banbientap://item/<id>`, or null: no query, fragment, port, escape, trailing slash or other case. */
export function deepLinkItem(link: string): string | null {
  return /^banbientap:\/\/item\/([a-z0-9]{16,32})$/.exec(link)?.[1] ?? null;
}

/** The first deep link among a process's arguments; Windows and Linux hand links over that way. */
export function deepLinkItemIn(argv: readonly string[]): string | null {
  for (const argument of argv) {
    const item = deepLinkItem(argument);
    if (item !== null) return item;
  }
  return null;
}
