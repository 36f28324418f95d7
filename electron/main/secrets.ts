import { safeStorage } from 'electron';
import { PortError } from '../core/port-calls.ts';

/** `os` only where a keyring of the system holds the key; Linux's `basic_text` is a constant anyone can read. */
export async function secretStrength(platform: NodeJS.Platform): Promise<'os' | 'passphrase'> {
  if (platform === 'linux') {
    const backend = safeStorage.getSelectedStorageBackend();
    if (backend === 'basic_text' || backend === 'unknown') return 'passphrase';
  }
  return (await safeStorage.isAsyncEncryptionAvailable()) ? 'os' : 'passphrase';
}

async function requireStrong(platform: NodeJS.Platform): Promise<void> {
  if ((await secretStrength(platform)) !== 'os') throw new PortError('unavailable', 'no keyring of the system');
}

/** Seals base64 text with the system's keyring; refuses where there is only obfuscation. */
export async function sealSecret(plainBase64: string, platform: NodeJS.Platform): Promise<string> {
  await requireStrong(platform);
  return (await safeStorage.encryptStringAsync(plainBase64)).toString('base64');
}

/** Opens what `sealSecret` sealed for the same user of the same machine. */
export async function unsealSecret(sealedBase64: string, platform: NodeJS.Platform): Promise<string> {
  await requireStrong(platform);
  return (await safeStorage.decryptStringAsync(Buffer.from(sealedBase64, 'base64'))).result;
}
