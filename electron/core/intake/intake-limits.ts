/** Bounds of one Word file; each is accepted at the limit and refused one past it. */
export type IntakeLimits = {
  readonly fileBytes: number;
  readonly entries: number;
  readonly entryBytes: number;
  readonly totalBytes: number;
  /** Inflated to stored size, judged once an entry passes `ratioFloorBytes`, as small parts compress strangely well. */
  readonly ratio: number;
  readonly ratioFloorBytes: number;
  readonly xmlDepth: number;
  readonly images: number;
  readonly imagePixels: number;
  readonly imageMilliseconds: number;
  readonly milliseconds: number;
  readonly heapMegabytes: number;
};

export const intakeLimits: IntakeLimits = {
  fileBytes: 25_000_000,
  entries: 2_000,
  entryBytes: 100_000_000,
  totalBytes: 200_000_000,
  ratio: 100,
  ratioFloorBytes: 1_000_000,
  xmlDepth: 256,
  images: 200,
  imagePixels: 40_000_000,
  imageMilliseconds: 10_000,
  milliseconds: 30_000,
  heapMegabytes: 512,
};
