import { z } from 'zod';
import { StartError } from './start-error.ts';

const limitsSchema = z.strictObject({
  /** JSON bodies; a push carries articles. */
  jsonBytes: z.number().int().min(1_000).default(8_000_000),
  blobBytes: z.number().int().min(1_000).default(100_000_000),
  /** Calls a person may make at once, and how many come back each second. */
  callBurst: z.number().int().min(1).default(1_000),
  callsPerSecond: z.number().min(0.01).default(100),
  /** Sign-in attempts from one address at once, and how many come back each minute. */
  signInBurst: z.number().int().min(1).default(60),
  signInsPerMinute: z.number().min(0.01).default(30),
  snapshotsAtOnce: z.number().int().min(1).default(8),
  sessionIdleMs: z
    .number()
    .int()
    .min(1_000)
    .default(12 * 3_600_000),
  sessionLifetimeMs: z
    .number()
    .int()
    .min(1_000)
    .default(30 * 86_400_000),
  heartbeatMs: z.number().int().min(100).default(15_000),
  stallMs: z.number().int().min(100).default(30_000),
  previewMs: z
    .number()
    .int()
    .min(1_000)
    .default(15 * 60_000),
});
export type PortalLimits = z.infer<typeof limitsSchema>;

const siteSchema = z.strictObject({
  owner: z.string().max(300).optional(),
  unit: z.string().max(300).optional(),
  responsiblePerson: z.string().max(300).optional(),
  address: z.string().max(300).optional(),
  phone: z.string().max(100).optional(),
  email: z.string().max(200).optional(),
  licence: z.string().max(300).optional(),
  /** Name the portal's own administrator is recorded under. */
  administrator: z.string().min(1).max(200).optional(),
  /** Instead of the stored one; for made-up boards. */
  administratorPassword: z.string().min(8).max(1_000).optional(),
});
export type SiteSettings = z.infer<typeof siteSchema>;

const host = z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/, 'a host name or an IP address');

export const portalConfigSchema = z.strictObject({
  dataDirectory: z.string().min(1),
  /** 0 takes any free port. */
  port: z.number().int().min(0).max(65_535).default(8_443),
  host: host.default('127.0.0.1'),
  /** Names and addresses the certificate is for, besides this machine's own. */
  hosts: z.array(host).max(50).default([]),
  name: z.string().min(1).max(200).default('Cổng biên tập'),
  limits: limitsSchema.prefault({}),
  site: siteSchema.prefault({}),
});

/** What `createPortal` takes; everything but the data directory has a default. */
export type PortalConfig = z.input<typeof portalConfigSchema>;
export type CheckedConfig = z.infer<typeof portalConfigSchema>;

export function parseConfig(input: unknown): CheckedConfig {
  const parsed = portalConfigSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const detail = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new StartError('bad-configuration', detail);
}
