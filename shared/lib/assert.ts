/** Throws with the rationale when something the program relies on does not hold. */
export function assert(condition: unknown, rationale: string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${rationale}`);
}

/** The value, or a throw carrying the rationale when it is null or undefined. */
export function must<Value>(value: Value | null | undefined, rationale: string): Value {
  assert(value !== null && value !== undefined, rationale);
  return value;
}
