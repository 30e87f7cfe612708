/**
 * The one error shape of Liaison: a stable code that programs match on, a sentence for a person and the next step.
 * Codes are kebab-case and never change meaning; `docs/ERRORS.md` lists all, `protocol/spec/errors.md` those between nodes.
 */
export class LiaisonError extends Error {
  readonly code: string;
  readonly next: string;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    next: string,
    options: { cause?: unknown; data?: Record<string, unknown> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'LiaisonError';
    this.code = code;
    this.next = next;
    this.data = options.data ?? {};
  }

  toJSON(): { code: string; message: string; next: string } {
    return { code: this.code, message: this.message, next: this.next };
  }
}

/** An expected failure as a value: callers must look at `ok` before they reach the value. */
export type Result<T, E = LiaisonError> = { ok: true; value: T } | { ok: false; error: E };

export const success = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

/** The value of a result, or its error thrown: for a caller that has no better answer than to stop. */
export function orThrow<T>(result: Result<T>): T {
  if (!result.ok) throw result.error;
  return result.value;
}

export const failure = (
  code: string,
  message: string,
  next: string,
  data?: Record<string, unknown>,
): { ok: false; error: LiaisonError } => ({
  ok: false,
  error: new LiaisonError(code, message, next, data === undefined ? {} : { data }),
});
