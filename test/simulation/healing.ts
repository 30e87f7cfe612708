import { viewOf } from '@liaison/node';
import { canonicalJson, encodeBase64url, type MemberCode, type SpaceId } from '@liaison/protocol';
import { LAPTOP } from './cast.js';
import { checkAfterRemoval, checkAudience } from './check-audiences.js';
import { checkPins } from './check-pins.js';
import { checkRecalls } from './check-recalls.js';
import { checkHome, checkReplay, checkSession, checkWholeHome, conflictsText } from './checks.js';
import { pinLaptop } from './laptop-pins.js';
import { promise } from './promise.js';
import type { RunningSession } from './sessions.js';
import { syncWhole } from './sync-whole.js';
import type { World } from './world.js';

const ROUNDS_MAX = 10;

/** Homes that take part after healing; one that was reported lost is refused by all. */
const present = (world: World): string[] => world.homes.filter((name) => !(name === LAPTOP && world.laptopLost));

/**
 * Mends the network, brings every home up again and lets all pairs sync until nothing moves. Then everything must be
 * equal wherever it is entitled, nothing lost, and one more round must be one call per pair.
 */
export async function healAndCheck(world: World): Promise<void> {
  world.network.heal();
  world.offline.clear();
  world.withholds.clear();
  for (const name of world.homes) await world.crash(name);
  for (const session of world.sessions.takeEnded()) checkSession(world, session);
  publishAgain(world);
  await syncUntilQuiet(world);
  for (const name of present(world)) {
    checkHome(world, name, world.random(-1));
    await checkWholeHome(world, name);
  }
  checkReplay(world, world.random(-3).pick(present(world)));
  for (const { id } of world.spaces) checkEqual(world, id);
  for (const { id } of world.spaces) for (const name of present(world)) checkRecalls(world, name, id);
  for (const { id } of world.spaces) checkPins(world, id, entitled(world, id));
  for (const { id } of world.spaces) checkAudience(world, id, entitled(world, id));
  checkAfterRemoval(world, present(world));
  checkNothingLost(world);
  checkScalars(world);
  checkLetters(world);
}

/** Gives each home desk its member's newest directory again: its power may have failed while it was published or a newcomer was introduced. */
function publishAgain(world: World): void {
  for (const member of world.members) {
    const { replica, service } = world.home(member);
    const sponsored = [...world.sponsors].flatMap(([joined, sponsor]) => (sponsor === member ? [joined] : []));
    const directories = [member, ...sponsored].map((code) => world.federation.directoryToken(code));
    replica.admitDocuments(service.writer, { rosters: world.federation.rosters, directories });
  }
}

async function syncUntilQuiet(world: World): Promise<void> {
  let restless: string[] = [];
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const pinned = world.laptopLost ? pinLaptop(world) : 0;
    restless = [];
    for (const from of present(world)) {
      for (const to of present(world)) {
        if (from === to) continue;
        const session = await syncWhole(world, from, to);
        if (session.calls > 1 || session.report?.converged !== true) restless.push(describe(session));
      }
    }
    if (restless.length === 0 && pinned === 0) return;
  }
  promise(false, () => `no rest after ${ROUNDS_MAX} rounds: ${restless.slice(0, 4).join('; ')}`);
}

const describe = ({ from, to, calls, report }: RunningSession): string =>
  `${from} to ${to}: ${calls} calls, ${JSON.stringify(report)}`;

/** Homes that hold a space by right: its audience as it stands at its owner's desk, and the laptop's scope. */
function entitled(world: World, space: SpaceId): string[] {
  const known = world.spaces.find(({ id }) => id === space);
  const { context } = world.home(world.audiences.owner(space)).replica;
  const row = context.store.spaces.byId(space)?.row;
  if (known === undefined || row === undefined) return [];
  const { audience, owner } = context.standings.of(row);
  return present(world).filter((name) => {
    const { member, replica } = world.home(name);
    if (member !== owner && !audience.has(member)) return false;
    const scope = replica.certificate(replica.home)?.claims.scope;
    return known.founder === name || scope === '*' || (scope?.includes(space) ?? false);
  });
}

function checkEqual(world: World, space: SpaceId): void {
  const all = entitled(world, space).filter((name) => world.home(name).replica.context.store.spaces.byId(space));
  // who lost content for good cannot show what the others do, nor give them what follows it (RCL-6)
  const whole = !all.some((name) => lacksContent(world, name, space));
  const texts = all.map((name) => stateText(world, name, space, whole));
  for (const [index, text] of texts.entries()) {
    promise(text === texts[0], () => `${all[0]} and ${all[index]} differ in ${space}:\n${texts[0]}\n${text}`);
  }
}

function lacksContent(world: World, name: string, space: SpaceId): boolean {
  const { store } = world.home(name).replica.context;
  const row = store.spaces.byId(space)?.row ?? 0;
  return store.logs.ofSpace(row).some((log) => store.entries.firstDamaged(log.row) !== undefined);
}

/** Everything that must be equal of a space, as one text; without what it says unless its content is `whole`. */
function stateText(world: World, name: string, space: SpaceId, whole: boolean): string {
  const { replica } = world.home(name);
  const { context } = replica;
  const row = context.store.spaces.byId(space)?.row ?? 0;
  const standing = context.standings.of(row);
  const sections = [...context.store.sections.speakingSections(row)].map(
    ({ record, recordId, kind, name: section, digest }) => {
      const number = context.store.sections.recordByRow(record)?.number ?? null;
      return `${recordId} ${kind} ${section} ${number} ${encodeBase64url(digest)}`;
    },
  );
  return canonicalJson({
    owner: standing.owner,
    audience: [...standing.audience].sort(),
    tips: standing.tips.map((tip) => `${tip.lane} ${tip.writer} ${tip.seq} ${tip.id}`).sort(),
    digest: whole ? replica.viewDigests([space]).map(({ digest }) => digest) : [],
    conflicts: whole ? conflictsText(world, name, space) : [],
    sections: whole ? sections.sort() : [],
  });
}

/** Every committed entry of a trusted writer is held, and counts, wherever its space is. */
function checkNothingLost(world: World): void {
  for (const name of world.homes) {
    if (!world.isTrusted(name)) continue;
    for (const [entry, { space }] of world.written.get(name) ?? []) {
      for (const holder of entitled(world, space)) {
        if (!isInAudience(world, holder, space, world.home(name).member)) continue; // the cut says what counts
        promise(world.holds(holder, entry), () => `${holder} lacks entry ${entry} of ${name}, space ${space}`);
        promise(world.counts(holder, entry), () => `${holder} does not count entry ${entry} of ${name}`);
      }
    }
  }
}

function isInAudience(world: World, name: string, space: SpaceId, member: MemberCode): boolean {
  const { context } = world.home(name).replica;
  const { audience, owner } = context.standings.of(context.store.spaces.byId(space)?.row ?? 0);
  return member === owner || audience.has(member);
}

/** Sections in which only writers that keep the rules ever wrote: there the simple models say exactly what must be shown. */
function isHonest(world: World, name: string, space: SpaceId, record: string, section: string): boolean {
  if (world.recalled.has(`${space} ${record} ${section}`)) return false; // the models know no recall
  const { context } = world.home(name).replica;
  const recordRow =
    context.store.sections.record(context.store.spaces.byId(space)?.row ?? 0, record as never)?.row ?? 0;
  const row = context.store.sections.section(recordRow, 'seizure', section as 'joint')?.row ?? 0;
  const trusted = world.homes
    .filter((one) => world.keepsRules(one))
    .map((one) => world.home(one).officer.certificate.clientId);
  return context.store.operations.ofSection(row).every(({ client }) => trusted.includes(client));
}

function viewIn(world: World, name: string, space: SpaceId, record: string, section: string) {
  const { context } = world.home(name).replica;
  const { sections, spaces } = context.store;
  const recordRow = sections.record(spaces.byId(space)?.row ?? 0, record as never)?.row ?? 0;
  const row = sections.section(recordRow, 'seizure', section as 'joint');
  return row?.speaks === true ? viewOf(context, row) : undefined;
}

function checkScalars(world: World): void {
  for (const name of present(world)) {
    for (const { register, values } of world.model.expected((entry) => world.counts(name, entry))) {
      const { space, record, section, field } = register;
      if (!entitled(world, space).includes(name) || !isHonest(world, name, space, record, section)) continue;
      const shown = viewIn(world, name, space, record, section)?.fields[field] ?? [];
      const texts = shown.map((value) => JSON.stringify(value)).sort();
      promise(
        texts.join() === values.join(),
        () => `${name} shows ${texts} in ${section} ${field}, the model says ${values}`,
      );
    }
  }
}

function checkLetters(world: World): void {
  for (const { known, section, letter, entry } of world.letters) {
    for (const name of entitled(world, known.space)) {
      if (!world.counts(name, entry) || !isHonest(world, name, known.space, known.record, section)) continue;
      const text = viewIn(world, name, known.space, known.record, section)?.texts.narrative ?? '';
      promise(text.includes(letter), () => `${name} lost a letter of ${section} ${known.record}`);
    }
  }
}
