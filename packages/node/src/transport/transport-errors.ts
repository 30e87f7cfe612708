import { LiaisonError } from '@liaison/protocol';

const TRANSPORT_ERRORS = {
  'peer-unreachable': [
    'The peer cannot be reached.',
    'Check the network and the address in its directory, then sync again.',
  ],
  'peer-pin-mismatch': [
    'Whoever answers at this address is not the node that the directory names; nothing was sent.',
    'Ask the member by another way whether its node has a new certificate, and get its newest directory.',
  ],
  'peer-refused': [
    'The peer refused the call.',
    'Look up the code; a peer that does not know this node needs its newest directory first.',
  ],
  'peer-answer-malformed': [
    'The peer gave an answer that cannot be read.',
    'Nothing of it was kept. Sync again; if it stays, ask the peer which version it runs.',
  ],
  'peer-timeout': ['The peer fell silent.', 'Check the line, then sync again: it goes on where it stopped.'],
} as const;

export type TransportErrorCode = keyof typeof TRANSPORT_ERRORS;

export function transportError(
  code: TransportErrorCode,
  detail?: string,
  options: { cause?: unknown; data?: Record<string, unknown> } = {},
): LiaisonError {
  const [message, next] = TRANSPORT_ERRORS[code];
  return new LiaisonError(code, detail === undefined ? message : `${message.slice(0, -1)} (${detail}).`, next, options);
}
