/** What went wrong, as every part of the desk shows it. `next` may be empty where there is nothing to do. */
export interface CallFailure {
  readonly code: string;
  readonly message: string;
  readonly next: string;
}

const UNREACHABLE: CallFailure = {
  code: 'node-unreachable',
  message: 'The node of this home did not answer.',
  next: 'See whether `liaison serve` still runs on this machine. What you typed is kept here.',
};

const DEFECT: CallFailure = {
  code: 'defect',
  message: 'Liaison made a mistake of its own. Nothing was changed by it.',
  next: 'Load the page again. If it happens again, report it with what you did.',
};

const isFailure = (value: unknown): value is CallFailure =>
  typeof value === 'object' && value !== null && 'code' in value && 'message' in value && 'next' in value;

/**
 * The failure behind what a call threw: code, sentence and next step as the node gave them; a node that gave no answer is
 * `node-unreachable`, anything else is a `defect`.
 */
export function failureOf(error: unknown): CallFailure {
  if (isFailure(error) && !(error instanceof Error)) return error;
  const data = (error as { data?: { liaison?: unknown; code?: unknown } | null } | null)?.data;
  if (isFailure(data?.liaison)) return data.liaison;
  if (data === undefined || data === null) return error instanceof Error && isCall(error) ? UNREACHABLE : DEFECT;
  return DEFECT;
}

/** A call whose answer never came has no data; an error of the page itself is no call. */
const isCall = (error: Error): boolean => error.name === 'TRPCClientError';
