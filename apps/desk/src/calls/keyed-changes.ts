import type { DeskRouter } from '@liaison/node';
import type { TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { failureOf } from './call-failure.js';

/** Signing in and out changes nothing that could be changed twice. */
const WITHOUT_KEY = /^session\./;

/**
 * Gives every change its key, made at the click: the node answers a repeated call as it did the first. A click twice, or again
 * after a line that broke before the answer came, has the same key and so changes nothing twice; the same change asked for anew
 * after an answer has a new one.
 */
export const keyedChanges: TRPCLink<DeskRouter> = () => {
  const unanswered = new Map<string, string>();
  return ({ op, next }) => {
    if (op.type !== 'mutation' || WITHOUT_KEY.test(op.path)) return next(op);
    const change = `${op.path} ${JSON.stringify(op.input)}`;
    const key = unanswered.get(change) ?? crypto.randomUUID();
    unanswered.set(change, key);
    const input = { ...(op.input as object | undefined), key };
    return observable((observer) =>
      next({ ...op, input }).subscribe({
        next: (answer) => {
          unanswered.delete(change);
          observer.next(answer);
        },
        error: (error) => {
          if (failureOf(error).code !== 'node-unreachable') unanswered.delete(change);
          observer.error(error);
        },
        complete: () => observer.complete(),
      }),
    );
  };
};
