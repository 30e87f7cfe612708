import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { Signer } from '@liaison/identity';
import { workStopped } from './work-errors.js';

/** How another thread has something signed without ever holding the key. */
export interface SigningLine {
  readonly publicKey: string;
  readonly port: MessagePort;
  /** One shared number: 1 once the signature lies in the port. */
  readonly answered: Int32Array;
}

/** The main thread is never held for long, so a signature that does not come within this time never will. */
const SIGNED_MS_MAX = 30_000;

/** Both ends of a line: one for the thread that has the key, one to be moved to the thread that has not. */
export function signingLine(publicKey: string): { near: SigningLine; far: SigningLine } {
  const { port1, port2 } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  return { near: { publicKey, port: port1, answered }, far: { publicKey, port: port2, answered } };
}

/** Signs, in the thread that has the key, what comes over the line until it is closed. */
export function answerSigning({ port, answered }: SigningLine, key: Signer): void {
  port.on('message', (bytes: Uint8Array) => {
    port.postMessage(key.sign(bytes));
    Atomics.store(answered, 0, 1);
    Atomics.notify(answered, 0);
  });
}

/** A signer in the thread without the key. It holds its thread until the other one has signed. */
export const remoteSigner = ({ publicKey, port, answered }: SigningLine): Signer => ({
  publicKey,
  sign: (bytes) => {
    Atomics.store(answered, 0, 0);
    port.postMessage(bytes);
    if (Atomics.wait(answered, 0, 0, SIGNED_MS_MAX) === 'timed-out') throw workStopped();
    return (receiveMessageOnPort(port) as { message: Uint8Array }).message;
  },
});
