import { afterAll, beforeAll, expect, test } from 'vitest';
import { freeLoopbackPorts } from '../ceremonies/free-ports.js';
import { PASSPHRASE, TemporaryHomes } from '../ceremonies/temporary-homes.fixture.js';
import type { PeerTest } from '../commands/test-peer.js';
import type { OpenHome } from '../home/open-home.js';
import { type ServingNode, serveHome } from '../serve.js';
import { createDeskCaller } from './desk-router.js';

const homes = new TemporaryHomes('peers');
let desk: OpenHome;
let laptop: OpenHome;
let node: ServingNode | undefined;

beforeAll(async () => {
  const [port] = await freeLoopbackPorts(1);
  await homes.init('kr', { address: `https://127.0.0.1:${port}` });
  desk = await homes.open('kr');
  laptop = await homes.enrol('laptop', desk);
});
afterAll(async () => {
  await node?.close();
  homes.remove();
});

async function tested(peer: string): Promise<PeerTest> {
  let last: PeerTest | undefined;
  for await (const step of await createDeskCaller({ home: laptop }).peer.test({ peer })) {
    if (step.type === 'result') last = step.result;
  }
  return last as PeerTest;
}

const states = ({ steps }: PeerTest) => steps.map(({ step, state, code }) => [step, state, code]);

test('DSK-7: a peer is tried step by step, and the first step that fails says what to do', async () => {
  const away = await tested('KR');
  expect(states(away)[0]).toEqual(['address', 'failed', 'peer-unreachable']);
  expect(away.steps.slice(1).every(({ state }) => state === 'skipped')).toBe(true);
  expect(away.steps[0]?.next).toBeTruthy();
  node = await serveHome(desk, { onDefect: (error) => expect(error).toBeUndefined() });
  const alone = await tested('KR');
  expect(states(alone).slice(0, 4)).toEqual([
    ['address', 'ok', null],
    ['tls-pin', 'ok', null],
    ['identity', 'ok', null],
    ['version', 'ok', null],
  ]);
  expect(states(alone)[4]).toEqual(['audience', 'failed', 'nothing-shared']);
  const officer = { passphrase: PASSPHRASE };
  await createDeskCaller({ home: desk }).space.create({ officer, kind: 'case', title: 'Net', audience: [] });
  const calls = createDeskCaller({ home: laptop });
  for await (const _step of await calls.work.sync({ with: 'KR' }));
  const met = await tested('KR');
  expect(states(met).map(([, state]) => state)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'ok']);
  expect(met).toMatchObject({ ok: true, peer: 'KR', writer: desk.settings.home });
  const { peers } = await calls.peer.list();
  expect(peers).toMatchObject([{ writer: desk.settings.home, member: 'KR', hasAllOfMine: true, spaces: 1 }]);
  expect(peers[0]?.contacted).not.toBeNull();
});
