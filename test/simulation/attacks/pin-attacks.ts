import { signPin } from '@liaison/identity';
import type { DraftOperation } from '@liaison/ledger';
import { claimedTime } from '@liaison/node';
import type { MemberCode, PinClaims, SpaceId } from '@liaison/protocol';
import type { Attack, AttackScene } from '../attack.js';
import { controlDraft } from './drafts.js';
import { allHeads, deliver, hostileEntry, ingestOwn } from './hostile-entries.js';
import { attackedSpace, foreignSpace, isOwnSpace, victimOf } from './targets.js';

/** A pin over somebody else's writer, signed by the attacker's directory key. */
export const foreignPin: Attack = {
  name: 'foreign-pin',
  weight: 1,
  run(scene) {
    const { world, attacker, random } = scene;
    const space = foreignSpace(scene);
    const writer = world.home(victimOf(scene)).officerKeys.writer;
    const member = random.pick(['KR', attacker.member]) as MemberCode;
    const operations = [pinDraft(scene, { member, space, writer, record: null })];
    const heads = allHeads(attacker, space, 'control');
    const entry = hostileEntry(attacker, { space, lane: 'control', operations, heads });
    ingestOwn(scene, [entry]);
    deliver(scene, victimOf(scene), [entry]);
    return 'signed by a foreign directory key';
  },
};

/** A valid pin of the attacker over its own officer, carried by an entry that a fork or a pin may cut off later. */
export const ownPin: Attack = {
  name: 'own-pin',
  weight: 1,
  run(scene) {
    const { attacker, random } = scene;
    const space = attackedSpace(scene);
    if (space === undefined || isOwnSpace(scene, space)) return 'nothing to pin';
    const { writer } = attacker.officerKeys;
    const record = someRecordHead(scene, space);
    const operations = [pinDraft(scene, { member: attacker.member, space, writer, record })];
    const heads = random.below(3) === 0 ? [] : allHeads(attacker, space, 'control');
    const carrier = hostileEntry(attacker, { space, lane: 'control', operations, heads });
    ingestOwn(scene, [carrier]);
    if (random.below(2) === 0) deliver(scene, victimOf(scene), [carrier]);
    return 'over its own officer';
  },
};

function someRecordHead({ attacker, random }: AttackScene, space: SpaceId): PinClaims['record'] {
  const { store } = attacker.replica.context;
  const [log] = store.logs.ofWriter(store.spaces.byId(space)?.row ?? 0, 'record', attacker.officerKeys.writer);
  const entry = log && store.entries.at(log.row, 1 + random.below(log.tipSeq));
  return entry === undefined ? null : { id: entry.id, seq: entry.seq };
}

type PinnedClaims = Pick<PinClaims, 'member' | 'space' | 'writer' | 'record'>;

function pinDraft({ world, attacker }: AttackScene, pinned: PinnedClaims): DraftOperation {
  const claims = { v: 1 as const, ...pinned, control: null, replaces: [], at: claimedTime(attacker.clock) };
  const { token } = signPin(claims, world.federation.directoryKey(attacker.member));
  return controlDraft('pin', world.federation.pinContent(attacker.member, token));
}
