import type { DraftOperation } from '@liaison/ledger';
import type { EntryId } from '@liaison/protocol';
import { randomRecordId } from '@liaison/records';
import type { Attack, AttackScene } from '../attack.js';
import { controlDraft, editDraft } from './drafts.js';
import { deliver, hostileEntry } from './hostile-entries.js';
import { foreignSpace, victimOf } from './targets.js';

/** Entries that wait for something that comes later, and would do harm when it does. */
export const poisonedWait: Attack = {
  name: 'poisoned-wait',
  weight: 1,
  run(scene) {
    const { world, attacker, random } = scene;
    const victim = victimOf(scene);
    const { store } = world.home(victim).replica.context;
    const missing = [...world.written.values()]
      .flatMap((entries) => [...entries])
      .filter(([id]) => store.entries.byId(id) === undefined);
    const target = missing.length === 0 ? undefined : random.pick(missing);
    const other = foreignSpace(scene);
    const space = random.below(2) === 0 ? other : (target?.[1].space ?? other);
    const head = target?.[0] ?? (Buffer.from(random.bytes(32)).toString('base64url') as EntryId);
    const lane = random.pick(['control', 'record'] as const);
    const genesis = genesisOf(scene);
    const operations =
      lane === 'control'
        ? [genesis]
        : [editDraft(randomRecordId(random.bytes(16), 0), 'joint', new Uint8Array([0, 0]))];
    deliver(scene, victim, [hostileEntry(attacker, { space, lane, operations, heads: [head] })]);
    return `at ${victim}`;
  },
};

const genesisOf = ({ attacker, random }: AttackScene): DraftOperation =>
  controlDraft('genesis', {
    founder: attacker.officerKeys.writer,
    kind: 'case',
    owner: attacker.member,
    rule: 'owner-decides',
    salt: Buffer.from(random.bytes(16)).toString('base64url'),
  });
