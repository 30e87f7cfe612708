import type { CallInput } from '@liaison/sync';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TransportHomes } from './testing/transport-homes.js';

let homes: TransportHomes;
beforeEach(async () => {
  homes = await TransportHomes.start();
});
afterEach(() => homes.stop());

const zero = 'A'.repeat(43);
const standing: CallInput<'hello'> = { documents: zero, scope: zero, root: zero };

test('a call says when it has left, before its answer is there, and when it never will', async () => {
  const { client } = homes.connect();
  await client.call('hello', standing);
  const order: string[] = [];
  const answer = client.call('hello', standing).then(() => order.push('answered'));
  await client.sent?.();
  order.push('sent');
  await answer;
  expect(order).toEqual(['sent', 'answered']);
  await homes.server.close();
  const failing = client.call('hello', standing).catch(() => order.push('failed'));
  await client.sent?.();
  await failing;
  expect(order).toEqual(['sent', 'answered', 'failed']);
  await homes.restart();
});
