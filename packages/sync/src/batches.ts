export interface BatchLimits {
  readonly countMax: number;
  readonly weightMax: number;
}

/** Splits a list in order; a part heavier than `weightMax` goes alone. */
export function batches<Part>(
  parts: readonly Part[],
  weightOf: (part: Part) => number,
  { countMax, weightMax }: BatchLimits,
): Part[][] {
  const all: Part[][] = [];
  let batch: Part[] = [];
  let weight = 0;
  for (const part of parts) {
    const own = weightOf(part);
    if (batch.length > 0 && (batch.length >= countMax || weight + own > weightMax)) {
      all.push(batch);
      batch = [];
      weight = 0;
    }
    batch.push(part);
    weight += own;
  }
  if (batch.length > 0) all.push(batch);
  return all;
}
