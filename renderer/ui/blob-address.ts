/** Address under which the shell serves a blob of this machine's store. */
export function blobAddress(sha256: string): string {
  return `store://blob/${sha256}`;
}
