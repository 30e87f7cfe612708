import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ImportReport, MEMBERS, type Member } from '../answers.js';
import { ensure } from '../assertions.js';
import { counted } from '../narration.js';
import { seizureFile } from '../seizure-file.js';
import { DESKS, type Stage } from './stage.js';

const SEED = 'liaison-demonstration';
const SEIZURES_PER_MEMBER = 90;

const data = (path: string): string => fileURLToPath(new URL(`../../../../../data/${path}`, import.meta.url));
const FIGURES = data('seizures/cbp-nationwide-drugs-fy20-fy23.csv');
const FIGURES_MAPPING = data('mappings/cbp-nationwide-drugs.json');

/** With whom each member shares its register of seizures; MY is left out of VN's, so it must never see it. */
const AUDIENCES: Readonly<Record<Member, string>> = { KR: 'TH,VN,MY', TH: 'KR,VN,MY', VN: 'KR,TH', MY: 'KR,TH,VN' };

export interface Registers {
  readonly figures: string;
  readonly seizures: Readonly<Record<Member, string>>;
  /** Generated seizures of all members together. */
  readonly generated: number;
}

/** Chapter: one register of real figures, and each member's register of generated seizures. */
export async function openRegisters(stage: Stage): Promise<Registers> {
  stage.tell.chapter('Registers: real figures, and seizures that say they are generated');
  const [figures, ...own] = await Promise.all([
    importFigures(stage),
    ...MEMBERS.map((member) => importSeizures(stage, member)),
  ]);
  const seizures = Object.fromEntries(MEMBERS.map((member, i) => [member, own[i] as string]));
  stage.tell.shows("Every row of every file became a record in the importing member's own section, signed.");
  return { figures, seizures: seizures as Record<Member, string>, generated: MEMBERS.length * SEIZURES_PER_MEMBER };
}

async function importFigures({ federation, tell }: Stage): Promise<string> {
  const title = 'Figures: US customs, fiscal years 2020 to 2023';
  const space = await createSpace({ federation, tell }, 'KR', { kind: 'register', title, audience: AUDIENCES.KR });
  const options = ['--space', space, '--mapping', FIGURES_MAPPING];
  const report = await federation.run<ImportReport>('KR', ['import', FIGURES, ...options]);
  const rows = readFileSync(FIGURES, 'utf8').trimEnd().split('\n').length - 1;
  ensure(report.imported === rows && report.rejected === 0, `all ${rows} rows of the real figures go in`, report);
  tell.say(
    DESKS.KR,
    `imports ${counted(report.imported)} monthly sums published by US Customs and Border Protection: ${report.entries} signed entries in ${(report.millis / 1000).toFixed(1)} s, for TH, VN and MY to read.`,
  );
  return space;
}

async function importSeizures({ federation, tell }: Stage, member: Member): Promise<string> {
  const title = `Seizures of ${member} (generated)`;
  const audience = AUDIENCES[member];
  const space = await createSpace({ federation, tell }, member, { kind: 'register', title, audience });
  const { csv, mapping } = seizureFile(member, SEED, SEIZURES_PER_MEMBER);
  const [file, mappingFile] = [`${member.toLowerCase()}-seizures.csv`, `${member.toLowerCase()}-seizures.json`];
  writeFileSync(federation.file(file), csv);
  writeFileSync(federation.file(mappingFile), `${JSON.stringify(mapping, null, 2)}\n`);
  const options = ['--space', space, '--mapping', federation.file(mappingFile)];
  const report = await federation.run<ImportReport>(member, ['import', federation.file(file), ...options]);
  ensure(report.imported === SEIZURES_PER_MEMBER, `all generated seizures of ${member} go in`, report);
  tell.say(DESKS[member], `imports ${report.imported} generated seizures, for ${audience.replaceAll(',', ', ')}.`);
  return space;
}

export async function createSpace(
  { federation }: Stage,
  member: Member,
  { kind, title, audience }: { kind: string; title: string; audience: string },
): Promise<string> {
  const named = ['--kind', kind, '--title', title];
  const shared = audience === '' ? [] : ['--audience', audience];
  return (await federation.run<{ space: string }>(member, ['space', 'create', ...named, ...shared])).space;
}
