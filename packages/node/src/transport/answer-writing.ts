import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { constants, deflate } from 'node:zlib';

const compress = promisify<Uint8Array, { strategy: number }, Buffer>(deflate);

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
 * Writes an answer. Larger ones go through deflate (RFC 9110 §8.4.1.2) with Huffman coding only: a page in base64 holds
 * compressed or random bytes, so searching it for repetitions costs time and finds nothing.
 */
export async function writeAnswer(response: ServerResponse, answer: Answer, terms: AnswerTerms): Promise<void> {
  const accepted = /(^|[\s,])deflate($|[\s,])/.test(terms.acceptEncoding ?? '');
  const small = answer.body.length < terms.compressBytesMin;
  const body = accepted && !small ? await compress(answer.body, { strategy: constants.Z_HUFFMAN_ONLY }) : answer.body;
  response.statusCode = answer.status;
  response.setHeader('content-type', 'application/json');
  response.setHeader('content-length', body.length);
  response.setHeader('cache-control', 'no-store');
  if (body !== answer.body) response.setHeader('content-encoding', 'deflate');
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
