import type { ServerResponse } from 'node:http';
import { BODY_CODING, deflated } from './body-coding.js';

export interface Answer {
  readonly status: number;
  readonly body: Uint8Array;
  /** The caller's next nonce. */
  readonly nonce?: string | undefined;
}

export interface AnswerTerms {
  /** The request's Accept-Encoding. */
  readonly acceptEncoding: string | undefined;
  readonly compressBytesMin: number;
}

/**
 * Writes an answer; larger ones are compressed (TRN-9).
 */
export async function writeAnswer(response: ServerResponse, answer: Answer, terms: AnswerTerms): Promise<void> {
  const accepted = /(^|[\s,])deflate($|[\s,])/.test(terms.acceptEncoding ?? '');
  const small = answer.body.length < terms.compressBytesMin;
  const body = accepted && !small ? await deflated(answer.body) : answer.body;
  response.statusCode = answer.status;
  response.setHeader('content-type', 'application/json');
  response.setHeader('content-length', body.length);
  response.setHeader('cache-control', 'no-store');
  if (body !== answer.body) response.setHeader('content-encoding', BODY_CODING);
  if (answer.nonce !== undefined) response.setHeader('liaison-nonce', answer.nonce);
  response.end(body);
}

/** A refusal in the form in which tRPC answers errors: a code, no words about why. */
export const refusalBody = (status: number, code: string): Uint8Array =>
  Buffer.from(
    JSON.stringify({
      error: {
        message: `The call failed (${code}).`,
        code: -32_600,
        data: { code: 'BAD_REQUEST', httpStatus: status, liaison: code },
      },
    }),
  );
