import { LiaisonError } from '@liaison/protocol';

/**
 * The story says only what it has checked. Throws `demonstration-untrue`, naming the sentence that does not hold and
 * what was found instead.
 */
export function ensure(holds: boolean, sentence: string, found?: unknown): asserts holds {
  if (holds) return;
  const detail = found === undefined ? '' : ` Found: ${typeof found === 'string' ? found : JSON.stringify(found)}.`;
  throw new LiaisonError(
    'demonstration-untrue',
    `Not true: “${sentence}”.${detail}`,
    'This is a defect of Liaison or of its demonstration: please report it with the text above.',
    { data: { sentence } },
  );
}

/** The value, or `demonstration-untrue` when there is none. */
export function present<T>(value: T | undefined | null, sentence: string): T {
  ensure(value !== undefined && value !== null, sentence);
  return value;
}
