/**
 * Chromium cannot be given new schemes from outside, so `scheme://host/path` is shown to it as
 * `https://host.scheme.localhost/path`: another site per scheme, a secure context, and never on a wire.
 */
export class AddressMap {
  private readonly schemes = new Set<string>();

  add(scheme: string): void {
    this.schemes.add(scheme);
  }

  /** Electron's spelling → Chromium's. */
  toChromium(url: string): string {
    const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/s.exec(url);
    if (!match || !this.schemes.has(match[1] ?? '')) return url;
    return `https://${match[2]}.${match[1]}.localhost${match[3] || '/'}`;
  }

  /** Chromium's spelling → Electron's. */
  toElectron(url: string): string {
    const match = /^https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.localhost(\/.*)?$/s.exec(url);
    if (!match || !this.schemes.has(match[2] ?? '')) return url;
    return `${match[2]}://${match[1]}${match[3] ?? ''}`;
  }

  /** A Content-Security-Policy whose sources name our schemes, in Chromium's spelling. */
  policyToChromium(policy: string): string {
    return policy
      .split(/(\s+|;)/)
      .map((token) => {
        const bare = /^([a-z][a-z0-9+-]*):$/.exec(token)?.[1];
        if (bare !== undefined && this.schemes.has(bare)) return `${token} https://*.${bare}.localhost`;
        return this.toChromium(token).replace(/(\.localhost)\/$/, '$1');
      })
      .join('');
  }

  list(): readonly string[] {
    return [...this.schemes];
  }
}
