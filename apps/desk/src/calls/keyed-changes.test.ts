import type { DeskRouter } from '@liaison/node';
import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { expect, it } from 'vitest';
import { keyedChanges } from './keyed-changes.js';

type Outcome = 'answer' | 'refusal' | 'no answer';

/** A client whose node answers as told, and what came to that node. */
function clientThat(...outcomes: Outcome[]) {
  const inputs: { key?: string }[] = [];
  const node: TRPCLink<DeskRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        inputs.push(op.input as { key?: string });
        const outcome = outcomes.shift();
        if (outcome === 'answer') {
          observer.next({ result: { data: null } });
          observer.complete();
        } else if (outcome === 'refusal') {
          const liaison = { code: 'space-unknown', message: 'm', next: 'n' };
          observer.error(TRPCClientError.from({ error: { code: -32600, message: 'm', data: { liaison } } }));
        } else observer.error(TRPCClientError.from(new Error('fetch failed')));
      });
  return { client: createTRPCClient<DeskRouter>({ links: [keyedChanges, node] }), inputs };
}

const keysOf = (inputs: readonly ({ key?: string } | undefined)[]) => inputs.map((input) => input?.key);

it('gives every change a key of its own, and questions none', async () => {
  const { client, inputs } = clientThat('answer', 'answer', 'answer');
  await client.space.accept.mutate({ space: 'a' });
  await client.space.accept.mutate({ space: 'a' });
  await client.space.list.query();
  const [first, second, question] = keysOf(inputs);
  expect(first).toMatch(/^[\w-]{16,64}$/);
  expect(second).not.toBe(first);
  expect(question).toBeUndefined();
});

it('APP-3: keeps the key of a change that was never answered, so that it is not made twice', async () => {
  const { client, inputs } = clientThat('no answer', 'answer', 'answer');
  await expect(client.space.accept.mutate({ space: 'a' })).rejects.toThrow('fetch failed');
  await client.space.accept.mutate({ space: 'a' });
  await client.space.accept.mutate({ space: 'a' });
  const [first, again, anew] = keysOf(inputs);
  expect(again).toBe(first);
  expect(anew).not.toBe(first);
});

it('takes a refusal for an answer, and another input for another change', async () => {
  const { client, inputs } = clientThat('refusal', 'no answer', 'answer');
  await expect(client.space.accept.mutate({ space: 'a' })).rejects.toThrow();
  await expect(client.space.accept.mutate({ space: 'a' })).rejects.toThrow();
  await client.space.accept.mutate({ space: 'b' });
  expect(new Set(keysOf(inputs)).size).toBe(3);
});
