import { listConflicts, openSection, replayHome, verifyHome, viewOf } from '@liaison/node';
import { rememberedStandings, type SeededRandom } from '@liaison/node/testing';
import { encodeView } from '@liaison/records';
import { promise } from './promise.js';
import type { RunningSession } from './sessions.js';
import { PowerCut } from './simulated-disk.js';
import type { World } from './world.js';

/** Codes with which a session may end although nothing was done to it. */
const EXCUSED = new Set(['peer-unreachable', 'caller-revoked']);

/** A session that nothing disturbed must end well, and no two homes may read the same entries differently. */
export function checkSession(world: World, session: RunningSession): void {
  const name = `session ${session.from} to ${session.to}`;
  if (session.thrown !== undefined) {
    if (session.thrown instanceof PowerCut) return;
    throw session.thrown;
  }
  for (const { code, about } of session.report?.alarms ?? []) {
    const excused = code === 'receipts-conflict' && world.rolledBack.size > 0;
    promise(excused, () => `${name} raised ${code} about ${about.join(', ')}`);
  }
  const error = session.report?.error;
  if (error === undefined || session.disturbed || EXCUSED.has(error.code)) return;
  const code = String(error.data.code ?? '');
  promise(EXCUSED.has(code), () => `${name} failed undisturbed: ${error.code} ${code} ${error.message}`);
}

/** Cheap checks of one home after a step; `random` chooses which section is looked at closely. */
export function checkHome(world: World, name: string, random: SeededRandom): void {
  promise(world.refusedHonest.length === 0, () => `an honest page was refused by ${world.refusedHonest.join('; ')}`);
  checkConfidentiality(world, name);
  checkHonestForks(world, name);
  const { context } = world.home(name).replica;
  const sections = context.store.sections.allSections();
  if (sections.length > 0) checkSection(world, name, random.pick(sections));
}

/** What is kept of a section is what its operations say, and Yjs waits for nothing. */
function checkSection(world: World, name: string, row: number): void {
  const { context } = world.home(name).replica;
  const section = context.store.sections.sectionByRow(row);
  if (section === undefined) return;
  const kept = openSection(context, section);
  const rebuilt = openSection(context, { ...section, state: null });
  const [keptView, rebuiltView] = [encodeView(kept.view()), encodeView(rebuilt.view())];
  const pending = kept.isPending || rebuilt.isPending;
  kept.close();
  rebuilt.close();
  promise(!pending, () => `${name} has something pending in section ${row}`);
  promise(keptView === rebuiltView, () => `${name} section ${row}: kept ${keptView}, rebuilt ${rebuiltView}`);
  const stored = encodeView(viewOf(context, section));
  promise(stored === rebuiltView, () => `${name} section ${row}: shown ${stored}, rebuilt ${rebuiltView}`);
}

/** Nobody outside a space's audience ever holds anything of it, not even something that waits. */
function checkConfidentiality(world: World, name: string): void {
  const { context } = world.home(name).replica;
  const { member } = world.home(name);
  for (const space of world.spaces) {
    if (member === space.owner || space.audience.has(member)) continue;
    const held = context.store.spaces.byId(space.id) !== undefined;
    promise(!held, () => `${name} holds a space of ${space.owner} that it is no member of`);
  }
}

/** A power cut or a sync never makes an honest writer sign one number twice. */
function checkHonestForks(world: World, name: string): void {
  const { context } = world.home(name).replica;
  for (const space of context.store.spaces.all()) {
    for (const { writer, lane, seq } of context.standings.of(space.row).forks) {
      const home = world.homes.find((one) => world.home(one).officerKeys.writer === writer);
      const excused = home !== undefined && (world.hostile.has(home) || world.rolledBack.has(home));
      promise(excused, () => `${name} sees a fork of ${home} in ${lane} at ${seq}`);
    }
  }
}

/**
 * A member whose recall was cut off, by its own fork or by the pin of its lost laptop, may have lost the content for good
 * (RCL-6): it says so until it recalls it anew. `where` begins with the writer.
 */
function mayLackContent(world: World, where: string): boolean {
  const name = world.homes.find((one) => where.startsWith(world.home(one).officerKeys.writer));
  if (name === undefined) return false;
  const { member } = world.home(name);
  return world.homes.some((one) => world.home(one).member === member && !world.isTrusted(one));
}

/** What a home remembers of its spaces is what its store says: nothing of a change that was undone stays. */
export function checkRemembered(world: World, name: string): void {
  for (const { space, remembered, stored } of rememberedStandings(world.home(name).replica))
    promise(remembered === stored, () => `${name} remembers of ${space} ${remembered}, its store says ${stored}`);
}

export async function checkWholeHome(world: World, name: string): Promise<void> {
  const { problems } = await verifyHome(world.home(name).replica);
  const broken = problems.filter(({ code, where }) => code !== 'content-missing' || !mayLackContent(world, where));
  promise(broken.length === 0, () => `${name} fails verification: ${JSON.stringify(broken.slice(0, 3))}`);
}

/** What a home shows and counts is what its signed log alone gives when all of it is judged again. */
export function checkReplay(world: World, name: string): void {
  const problems = replayHome(world.home(name).replica);
  promise(problems.length === 0, () => `${name} judged again: ${JSON.stringify(problems.slice(0, 3))}`);
}

/** The conflicts list without what is local to a home. */
export const conflictsText = (world: World, name: string, space: string): string[] =>
  listConflicts(world.home(name).replica.context)
    .filter((conflict) => conflict.space === space)
    .map((conflict) => JSON.stringify(conflict))
    .sort();
