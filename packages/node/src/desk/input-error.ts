import { LiaisonError } from '@liaison/protocol';
import { z } from 'zod';

const SHOWN_ISSUES = 5;

/** `input-invalid` in words: which part of the input does not fit and why, such as `title: Too small: …`. */
function inputError(cause: z.ZodError): LiaisonError {
  const sentences = cause.issues.slice(0, SHOWN_ISSUES).map(({ path, message }) => {
    return path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`;
  });
  const more = cause.issues.length > SHOWN_ISSUES ? ['…'] : [];
  return badInput([...sentences, ...more].join('; '));
}

export const badInput = (message: string): LiaisonError =>
  new LiaisonError('input-invalid', `The input does not fit: ${message}`, 'See `--help` of the command.');

/** The expected failure that a call to the desk was refused with, if it is one. */
export function expectedCause(cause: unknown): LiaisonError | undefined {
  if (cause instanceof LiaisonError) return cause;
  return cause instanceof z.ZodError ? inputError(cause) : undefined;
}
