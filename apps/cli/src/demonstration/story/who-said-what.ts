import type { HomeName, ListedConflict, Status } from '../answers.js';
import { ensure, present } from '../assertions.js';
import type { JointCase } from './open-case.js';
import { DESKS, EVERYONE, type Stage } from './stage.js';
import type { Written } from './three-write.js';

/** Chapter: the conflict and the disagreement, with who said what. Returns how many were shown. */
export async function whoSaidWhat(
  stage: Stage,
  found: JointCase,
  written: Written,
  statuses: ReadonlyMap<HomeName, Status>,
): Promise<number> {
  const { federation, tell } = stage;
  tell.chapter('The conflict and the disagreement, with who said what');
  const homes = EVERYONE.filter((name) => statuses.get(name)?.spaces.some(({ space }) => space === found.space));
  const answers = await Promise.all(
    homes.map((name) => federation.run<{ conflicts: ListedConflict[] }>(name, ['conflicts', '--space', found.space])),
  );
  const lists = new Set(answers.map(({ conflicts }) => comparable(conflicts)));
  ensure(lists.size === 1, 'every home lists the same conflicts', [...lists]);
  const { conflicts } = present(answers[0], 'somebody holds the case');
  const conflictsFirst = [...conflicts].sort((a, b) => (a.type < b.type ? -1 : 1));
  ensureAsWritten(conflicts, written);
  const desks = deskByWriter(statuses);
  for (const conflict of conflictsFirst) tellConflict(stage, conflict, desks);
  tell.shows(
    `${homes.join(', ')} list the same. Nothing was overwritten: both values stay, signed, until somebody settles the conflict; the disagreement between two countries is information and is kept.`,
  );
  return conflicts.length;
}

function tellConflict(
  { tell }: Stage,
  { type, field, section, values }: ListedConflict,
  desks: Map<string, string>,
): void {
  const where = section === null ? 'between the sections of two members' : `in the ${section} section`;
  tell.say(type === 'conflict' ? 'Conflict' : 'Disagreement', `about ${field}, ${where}:`);
  for (const { value, writer, at } of values) {
    tell.say('', `${desks.get(writer) ?? writer} says ${String(value)}, ${at.slice(0, 19).replace('T', ' ')}`);
  }
}

function ensureAsWritten(conflicts: readonly ListedConflict[], written: Written): void {
  const inside = conflicts.find(({ type }) => type === 'conflict');
  const stages = saidBy(inside);
  ensure(
    inside?.section === 'joint' &&
      inside.field === 'stage' &&
      stages === `KR ${written.stageOfLaptop}, TH ${written.stageOfThailand}`,
    'the stages of laptop and Thai desk conflict in the joint section',
    conflicts,
  );
  const between = conflicts.find(({ type }) => type === 'disagreement');
  ensure(
    between?.field === 'origin' && saidBy(between) === `KR ${written.originOfKorea}, TH ${written.originOfThailand}`,
    'KR and TH disagree about the origin',
    conflicts,
  );
  ensure(conflicts.length === 2, 'there is one conflict and one disagreement', conflicts);
}

const saidBy = (conflict: ListedConflict | undefined): string | undefined =>
  conflict?.values
    .map(({ member, value }) => `${member} ${String(value)}`)
    .sort()
    .join(', ');

const comparable = (conflicts: readonly ListedConflict[]): string =>
  JSON.stringify(conflicts.map((conflict) => JSON.stringify(conflict)).sort());

/** Which desk each officer's key belongs to. */
const deskByWriter = (statuses: ReadonlyMap<HomeName, Status>): Map<string, string> =>
  new Map(
    [...statuses].flatMap(([name, { officers }]) => officers.map(({ writer }) => [writer, DESKS[name]] as const)),
  );
