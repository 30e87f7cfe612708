import type { Attack, AttackScene } from '../attack.js';
import { controlDraft } from './drafts.js';
import { allHeads, deliver, hostileEntry } from './hostile-entries.js';
import { victimOf } from './targets.js';

/**
 * A page that begins with a statement about a space of the attacker's own and ends with an entry that breaks its log: what
 * was taken of it before that must leave nothing behind, in the store and in what is remembered beside it.
 */
export const halfPage: Attack = {
  name: 'half-page',
  weight: 2,
  run(scene) {
    const { attacker, random, world } = scene;
    const own = world.spaces.filter(({ founder }) => founder === attacker.name);
    if (own.length === 0) return 'it owns nothing';
    const { id: space } = random.pick(own);
    const victim = victimOf(scene);
    const heads = allHeads(attacker, space, 'control');
    const operations = [controlDraft('audience', withoutSomebody(scene, space))];
    const [first, second] = [heads, [...heads, ...ownHead(scene, space)].sort()].map((named) =>
      hostileEntry(attacker, { space, lane: 'control', operations, heads: named }),
    );
    if (first === undefined || second === undefined) return 'nothing';
    deliver(scene, victim, [first, second]);
    return `at ${victim}`;
  },
};

/** The audience without one of its members. */
function withoutSomebody({ attacker, random }: AttackScene, space: Parameters<typeof allHeads>[1]) {
  const { standings, store } = attacker.replica.context;
  const audience = [...standings.of(store.spaces.byId(space)?.row ?? 0).audience].sort();
  const out = audience.length === 0 ? [] : [random.pick(audience)];
  return {
    cuts: out.map((member) => ({ heads: [], member })),
    members: audience.filter((code) => !out.includes(code)),
  };
}

/** The last entry of the attacker's own control log, which no entry of that log may name as a head. */
function ownHead({ attacker }: AttackScene, space: Parameters<typeof allHeads>[1]) {
  const { standings, store } = attacker.replica.context;
  const { tips } = standings.of(store.spaces.byId(space)?.row ?? 0);
  return tips.flatMap((tip) => (tip.lane === 'control' && tip.writer === attacker.officerKeys.writer ? [tip.id] : []));
}
