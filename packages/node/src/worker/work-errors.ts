import { LiaisonError } from '@liaison/protocol';

/** `work-stopped`: the thread that takes pages in ended in the middle; its transaction was undone. */
export const workStopped = (cause?: unknown): LiaisonError =>
  new LiaisonError(
    'work-stopped',
    'The part of the node that takes in pages and files stopped; what it was at was undone as a whole.',
    'It starts again by itself: sync or import again, which goes on where it stopped.',
    { cause },
  );

/** A failure as it passes between threads; without a code it is a defect, and its text is the stack. */
export interface PassedFailure {
  readonly code?: string;
  readonly message: string;
  readonly next?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

export function passFailure(error: unknown): PassedFailure {
  if (error instanceof LiaisonError) {
    const { code, message, next, data } = error;
    return { code, message, next, data: JSON.parse(JSON.stringify(data)) };
  }
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

export const failureOf = ({ code, message, next, data }: PassedFailure): Error =>
  code === undefined
    ? new Error(message)
    : new LiaisonError(code, message, next ?? '', data === undefined ? {} : { data });
