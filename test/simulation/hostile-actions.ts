import { signPin } from '@liaison/identity';
import type { DraftOperation } from '@liaison/ledger';
import { claimedTime, createSpace, openSection } from '@liaison/node';
import type { SeededRandom } from '@liaison/node/testing';
import {
  canonicalJson,
  type EntryId,
  encodePage,
  FORM,
  type JsonValue,
  type MemberCode,
  type RecordId,
  type SpaceId,
} from '@liaison/protocol';
import { createSectionUpdate, randomRecordId } from '@liaison/records';
import { hostileUpdates } from '@liaison/records/testing';
import { heldSpace } from './honest-actions.js';
import { allHeads, deliver, hostileEntry, unreadableEntry } from './hostile-entries.js';
import { damage } from './network.js';
import { HOSTILE, type World } from './world.js';

type Attack = (world: World, random: SeededRandom) => string;

const victimOf = (world: World, random: SeededRandom): string =>
  random.pick(world.homes.filter((name) => name !== HOSTILE));
const clientOf = (world: World): number => world.home(HOSTILE).officer.certificate.clientId;

const json = (op: 'genesis' | 'audience' | 'pin', content: JsonValue): DraftOperation => ({
  form: FORM.json,
  header: { op },
  content: Buffer.from(canonicalJson(content)),
});

const edit = (record: RecordId, section: string, content: Uint8Array, number?: string): DraftOperation => ({
  form: FORM.update,
  header: {
    op: 'edit',
    kind: 'seizure',
    record,
    section: section as 'joint',
    ...(number === undefined ? {} : { number }),
  },
  content,
});

/** One attack of a member that holds valid keys and follows no rule. */
export function attack(world: World, random: SeededRandom): void {
  const [name, run] = random.pick(Object.entries(ATTACKS)) as [string, Attack];
  world.note(`${HOSTILE} attacks: ${name}, ${run(world, random)}`);
}

/** Any space of an honest owner, held or not. */
const foreignSpace = (world: World, random: SeededRandom): SpaceId =>
  random.pick(world.spaces.filter(({ owner }) => owner !== HOSTILE)).id;

const hostileSpace = (world: World, random: SeededRandom): SpaceId | undefined =>
  heldSpace(world, world.home(HOSTILE), random)?.id;

/** An update out of the list of hostile updates, aimed at the writers of a section that is held. */
const hostileUpdate: Attack = (world, random) => {
  const { context } = world.home(HOSTILE).replica;
  const space = hostileSpace(world, random);
  const row = space && context.store.spaces.byId(space)?.row;
  const known = world.records.filter((record) => record.space === space);
  if (space === undefined || row === undefined || known.length === 0) return 'nothing to attack';
  const { record } = random.pick(known);
  const section = random.below(4) === 0 ? HOSTILE : 'joint';
  const recordRow = context.store.sections.record(row, record)?.row;
  const held =
    recordRow === undefined ? undefined : context.store.sections.section(recordRow, 'seizure', section as 'joint');
  const document = held && openSection(context, held);
  const clocks = document?.clocks() ?? new Map<number, number>();
  document?.close();
  const client = clientOf(world);
  const [victim, victimClock] = [...clocks].find(([other]) => other !== client) ?? [client + 1, 0];
  const scene = { client, clock: clocks.get(client) ?? 0, victim, victimClock };
  const { name, update, verdict } = random.pick(hostileUpdates(scene).filter(({ update }) => update.length < 100_000));
  const operations = [edit(record, section, update)];
  if (verdict === 'malformed') {
    deliver(world, victimOf(world, random), [unreadableEntry(world, { space, lane: 'record', operations }, random)]);
    return name;
  }
  const entry = hostileEntry(world, { space, lane: 'record', operations, heads: allHeads(world, space, 'record') });
  ingestOwn(world, [entry]);
  if (random.below(2) === 0) deliver(world, victimOf(world, random), [entry]);
  return name;
};

/** Something in a section, under a number or in a space that is not the writer's. */
const foreignPlace: Attack = (world, random) => {
  const space = foreignSpace(world, random);
  const victim = victimOf(world, random);
  const record = randomRecordId(random.bytes(16), 0);
  const content = createSectionUpdate(clientOf(world), { fields: { place: 'forged' } }) ?? new Uint8Array();
  const [section, number] = random.pick([
    ['KR', undefined],
    ['TH', undefined],
    ['joint', 'KR-2026-1-1-X'],
    [HOSTILE, undefined],
  ] as const);
  const heads = random.below(2) === 0 ? allHeads(world, space, 'record') : [];
  const operations = [edit(record, section, content, number)];
  deliver(world, victim, [hostileEntry(world, { space, lane: 'record', operations, heads })]);
  return `section ${section} at ${victim}`;
};

const foreignAudience: Attack = (world, random) => {
  const space = foreignSpace(world, random);
  const victim = victimOf(world, random);
  const heads = random.below(3) === 0 ? [] : allHeads(world, space, 'control');
  const operations = [json('audience', { cuts: [], members: ['MY', 'TH', 'VN'] })];
  const entry = hostileEntry(world, { space, lane: 'control', operations, heads });
  if (random.below(2) === 0) ingestOwn(world, [entry]);
  deliver(world, victim, [entry]);
  return `at ${victim}`;
};

/** Entries that wait for something that comes later, and would do harm when it does. */
const poisonedWait: Attack = (world, random) => {
  const victim = victimOf(world, random);
  const { store } = world.home(victim).replica.context;
  const missing = [...world.written.values()]
    .flatMap((entries) => [...entries])
    .filter(([id]) => store.entries.byId(id) === undefined);
  const target = missing.length === 0 ? undefined : random.pick(missing);
  const other = foreignSpace(world, random);
  const space = random.below(2) === 0 ? other : (target?.[1] ?? other);
  const head = target?.[0] ?? (Buffer.from(random.bytes(32)).toString('base64url') as EntryId);
  const lane = random.pick(['control', 'record'] as const);
  const founder = world.home(HOSTILE).officerKeys.writer;
  const genesis = {
    founder,
    kind: 'case',
    owner: 'MY',
    rule: 'owner-decides',
    salt: Buffer.from(random.bytes(16)).toString('base64url'),
  };
  const operations =
    lane === 'control'
      ? [json('genesis', genesis)]
      : [edit(randomRecordId(random.bytes(16), 0), 'joint', new Uint8Array([0, 0]))];
  deliver(world, victim, [hostileEntry(world, { space, lane, operations, heads: [head] })]);
  return `at ${victim}`;
};

const ownFork: Attack = (world, random) => {
  const space = hostileSpace(world, random);
  if (space === undefined) return 'nothing to fork';
  const make = (value: string) => {
    const content = createSectionUpdate(clientOf(world), { fields: { place: value } }) ?? new Uint8Array();
    const operations = [edit(randomRecordId(random.bytes(16), 0), HOSTILE, content)];
    const heads = allHeads(world, space, 'record');
    return hostileEntry(world, { space, lane: 'record', operations, heads, again: true });
  };
  const victims = world.homes.filter(
    (name) => world.spaces.find(({ id }) => id === space) && world.home(name).replica.context.store.spaces.byId(space),
  );
  deliver(world, random.pick(victims), [make('one')]);
  deliver(world, random.pick(victims), [make('other')]);
  return 'one number signed twice';
};

const foreignPin: Attack = (world, random) => {
  const space = foreignSpace(world, random);
  const writer = world.home(victimOf(world, random)).officerKeys.writer;
  const member = random.pick(['KR', HOSTILE]) as MemberCode;
  const at = claimedTime(world.home(HOSTILE).clock);
  const claims = { v: 1 as const, member, space, writer, control: null, record: null, replaces: [], at };
  const { token } = signPin(claims, world.federation.directoryKey(HOSTILE));
  const operations = [json('pin', world.federation.pinContent(HOSTILE, token))];
  const entry = hostileEntry(world, { space, lane: 'control', operations, heads: allHeads(world, space, 'control') });
  ingestOwn(world, [entry]);
  deliver(world, victimOf(world, random), [entry]);
  return 'signed by a foreign directory key';
};

/** A valid pin of the hostile member over its own officer, carried by an entry that a fork or a pin may cut off later. */
const ownPin: Attack = (world, random) => {
  const space = hostileSpace(world, random);
  if (space === undefined || world.spaces.some(({ id, owner }) => id === space && owner === HOSTILE))
    return 'nothing to pin';
  const { replica, officerKeys } = world.home(HOSTILE);
  const { store } = replica.context;
  const [log] = store.logs.ofWriter(store.spaces.byId(space)?.row ?? 0, 'record', officerKeys.writer);
  const entry = log && store.entries.at(log.row, 1 + random.below(log.tipSeq));
  const head = entry === undefined ? null : { id: entry.id, seq: entry.seq };
  const at = claimedTime(world.home(HOSTILE).clock);
  const claims = {
    v: 1 as const,
    member: HOSTILE as MemberCode,
    space,
    writer: officerKeys.writer,
    control: null,
    record: head,
    replaces: [],
    at,
  };
  const { token } = signPin(claims, world.federation.directoryKey(HOSTILE));
  const heads = random.below(3) === 0 ? [] : allHeads(world, space, 'control');
  const carrier = hostileEntry(world, {
    space,
    lane: 'control',
    operations: [json('pin', world.federation.pinContent(HOSTILE, token))],
    heads,
  });
  ingestOwn(world, [carrier]);
  if (random.below(2) === 0) deliver(world, victimOf(world, random), [carrier]);
  return 'over its own officer';
};

/** Two control entries under one number, in a space of somebody else. */
const controlFork: Attack = (world, random) => {
  const space = hostileSpace(world, random);
  if (space === undefined || world.spaces.some(({ id, owner }) => id === space && owner === HOSTILE))
    return 'nothing to fork';
  const victim = victimOf(world, random);
  const operations = [json('audience', { cuts: [], members: [] })];
  const heads = allHeads(world, space, 'control');
  deliver(world, victim, [
    hostileEntry(world, { space, lane: 'control', operations, heads, again: random.below(2) === 0 }),
  ]);
  return `at ${victim}`;
};

const brokenPage: Attack = (world, random) => {
  const victim = victimOf(world, random);
  const { travelled } = world.network;
  const source = travelled.length > 0 ? random.pick(travelled).page : random.bytes(50);
  const page = world.network.noteTampered(Uint8Array.from(damage(source, random)));
  if (world.isUp(victim)) world.home(victim).replica.ingest(world.home(HOSTILE).service.writer, page);
  return `at ${victim}`;
};

/** A skeleton where no recall covers it. */
const bareSkeleton: Attack = (world, random) => {
  const victim = victimOf(world, random);
  const space = foreignSpace(world, random);
  const content = createSectionUpdate(clientOf(world), { fields: { place: 'x' } }) ?? new Uint8Array();
  const operations = [edit(randomRecordId(random.bytes(16), 0), 'joint', content)];
  const { token } = hostileEntry(world, { space, lane: 'record', operations });
  deliver(world, victim, [{ token, operations: [{ bodyDigest: random.bytes(32), skeleton: content }] }]);
  return `at ${victim}`;
};

/** A space that the victim is no member of, pushed to it all the same. */
const unwantedSpace: Attack = (world, random) => {
  const { replica, officer } = world.home(HOSTILE);
  const victim = victimOf(world, random);
  const { space } = createSpace(replica, officer, { kind: 'case', title: 'bait', audience: [] });
  world.spaces.push({ id: space, owner: HOSTILE, founder: HOSTILE, audience: new Set() });
  const { context } = replica;
  const row = context.store.spaces.byId(space)?.row ?? 0;
  const entries = context.store.entries.ofSpace(row, 0, 10).map((entry) => ({
    token: entry.token,
    operations: context.store.operations.ofEntry(entry.row).map(({ salt, body }) => ({ salt, body })),
  }));
  deliver(world, victim, random.below(2) === 0 ? entries : [...entries].reverse());
  return `at ${victim}`;
};

function ingestOwn(world: World, entries: Parameters<typeof encodePage>[0]): void {
  const home = world.home(HOSTILE);
  home.replica.ingest(home.service.writer, world.network.noteTampered(Uint8Array.from(encodePage(entries))));
}

const ATTACKS: Readonly<Record<string, Attack>> = {
  'hostile update': hostileUpdate,
  'hostile update again': hostileUpdate,
  'foreign place': foreignPlace,
  'foreign audience': foreignAudience,
  'poisoned wait': poisonedWait,
  'own fork': ownFork,
  'foreign pin': foreignPin,
  'own pin': ownPin,
  'control fork': controlFork,
  'broken page': brokenPage,
  'bare skeleton': bareSkeleton,
  'unwanted space': unwantedSpace,
};
