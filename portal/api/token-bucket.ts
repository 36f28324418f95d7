import { AppError } from '#shared/contract/app-error.ts';

/** Lets each key act `burst` times at once and `perSecond` times a second in the long run; throws `rate-limited` past that. */
export function tokenBucket(burst: number, perSecond: number, now: () => number): (key: string) => void {
  const buckets = new Map<string, { left: number; at: number }>();
  return (key) => {
    const moment = now();
    const bucket = buckets.get(key) ?? { left: burst, at: moment };
    bucket.left = Math.min(burst, bucket.left + (Math.max(0, moment - bucket.at) / 1_000) * perSecond);
    bucket.at = moment;
    if (buckets.size >= 50_000 && !buckets.has(key)) buckets.clear();
    buckets.set(key, bucket);
    if (bucket.left < 1) throw new AppError('rate-limited');
    bucket.left -= 1;
  };
}
