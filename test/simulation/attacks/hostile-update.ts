import { openSection } from '@liaison/node';
import type { RecordId, SpaceId } from '@liaison/protocol';
import { hostileUpdates } from '@liaison/records/testing';
import type { Attack, AttackScene } from '../attack.js';
import { editDraft } from './drafts.js';
import { allHeads, deliver, hostileEntry, ingestOwn, unreadableEntry } from './hostile-entries.js';
import { attackedSpace, victimOf } from './targets.js';

const BYTES_MAX = 100_000;

/** An update out of the list of hostile updates, aimed at the writers of a section that is held. */
export const hostileUpdate: Attack = {
  name: 'hostile-update',
  weight: 2,
  run(scene) {
    const { world, attacker, random } = scene;
    const space = attackedSpace(scene);
    const known = world.records.filter((record) => record.space === space);
    if (space === undefined || known.length === 0) return 'nothing to attack';
    const { record } = random.pick(known);
    const section = random.below(4) === 0 ? attacker.member : 'joint';
    const all = hostileUpdates(writersIn(scene, space, record, section));
    const { name, update, verdict } = random.pick(all.filter(({ update }) => update.length < BYTES_MAX));
    const operations = [editDraft(record, section, update)];
    if (verdict === 'malformed') {
      const entry = unreadableEntry(attacker, { space, lane: 'record', operations }, random);
      deliver(scene, victimOf(scene), [entry]);
      return name;
    }
    const heads = allHeads(attacker, space, 'record');
    const entry = hostileEntry(attacker, { space, lane: 'record', operations, heads });
    ingestOwn(scene, [entry]);
    if (random.below(2) === 0) deliver(scene, victimOf(scene), [entry]);
    return name;
  },
};

/** Clocks of the attacker and of a victim in a section. */
export function writersIn({ attacker }: AttackScene, space: SpaceId, record: RecordId, section: string) {
  const { context } = attacker.replica;
  const { sections, spaces } = context.store;
  const recordRow = sections.record(spaces.byId(space)?.row ?? 0, record)?.row;
  const held = recordRow === undefined ? undefined : sections.section(recordRow, 'seizure', section as 'joint');
  const document = held && openSection(context, held);
  const clocks = document?.clocks() ?? new Map<number, number>();
  document?.close();
  const client = attacker.officer.certificate.clientId;
  const [victim, victimClock] = [...clocks].find(([other]) => other !== client) ?? [client + 1, 0];
  return { client, clock: clocks.get(client) ?? 0, victim, victimClock };
}
