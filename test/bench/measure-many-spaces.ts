import { createSpace, newRecord } from '@liaison/node';
import { countedClient, MemoryFederation, type MemoryHome, memorySync } from '@liaison/node/testing';
import type { MemberCode, SpaceId } from '@liaison/protocol';
import { runSync } from '@liaison/sync';
import { median, timed } from './statistics.js';

export interface ManySpacesOptions {
  readonly spaces: number;
  readonly entriesPerSpace: number;
}

/** Sessions with nothing to say between homes that hold many spaces, and a laptop that holds some of them. */
export interface ManySpaces extends ManySpacesOptions {
  readonly pairs: readonly QuietPair[];
}

export interface QuietPair {
  readonly pair: string;
  readonly calls: number;
  /** Characters of questions and answers as JSON, before they are compressed. */
  readonly characters: number;
  readonly ms: number;
}

const TIMES = 5;

/** In memory, without sockets: what is measured is the comparing. Throws where something moved. */
export async function measureManySpaces({ spaces: count, entriesPerSpace }: ManySpacesOptions): Promise<ManySpaces> {
  const federation = new MemoryFederation(['KR', 'TH'], 'many spaces');
  const [kr, th] = [federation.home('KR'), federation.home('TH')];
  const spaces = Array.from({ length: count }, () => spaceWith(kr, entriesPerSpace));
  const laptop = federation.addLaptop('KR-laptop', 'KR', spaces.slice(0, Math.ceil(count / 20)));
  for (const [from, to] of [
    [th, kr],
    [laptop, kr],
    [th, laptop],
    [th, kr],
    [laptop, kr],
  ] as const)
    await memorySync(from, to);
  const pairs: QuietPair[] = [];
  for (const [from, to] of [
    [th, kr],
    [laptop, kr],
    [laptop, th],
  ] as const)
    pairs.push(await quiet(from, to));
  return { spaces: count, entriesPerSpace, pairs };
}

function spaceWith(home: MemoryHome, entries: number): SpaceId {
  const audience = ['TH' as MemberCode];
  const { space } = createSpace(home.replica, home.officer, { kind: 'case', title: 'One of many', audience });
  const change = { fields: { place: '부산항' } };
  for (let at = 0; at < entries; at++) newRecord(home.replica, home.officer, { space, kind: 'seizure', change });
  return space;
}

async function quiet(from: MemoryHome, to: MemoryHome): Promise<QuietPair> {
  const { client, counts } = countedClient(from, to);
  const millis: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    Object.assign(counts, { calls: [], characters: 0 });
    const { ms, value } = await timed(() => runSync(client, from.replica));
    if (!value.converged || value.entriesReceived + value.entriesSent > 0) throw new Error('something moved');
    millis.push(ms);
  }
  const { calls, characters } = counts;
  return { pair: `${from.name} asks ${to.name}`, calls: calls.length, characters, ms: median(millis) };
}
