import { resolve } from 'node:path';
import type { Command } from 'commander';
import { action } from '../run-action.js';
import { readTextFile, writeTextFile } from '../text-files.js';
import { wholeNumber } from '../whole-number.js';
import { addRosterSigning } from './roster-signing.js';
import { proposalText, rosterText } from './roster-text.js';

const codes = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((code) => code.trim().toUpperCase())
    .filter((code) => code !== '');

/** Who belongs to the community: shown, proposed, signed by the members' roots, published, carried. */
export function addRosterCommands(program: Command): void {
  const roster = program.command('roster').description('who belongs to the community, and how that changes');
  addShow(roster);
  addPropose(roster);
  addPin(roster);
  addRosterSigning(roster);
  addCarrying(roster);
}

function addShow(roster: Command): void {
  roster
    .command('show')
    .description('the roster that stands here, with the fingerprint to compare by telephone')
    .action(
      action(async (context) => {
        const { calls } = await context.session();
        context.output.answer(await calls.roster.show(), rosterText);
        return undefined;
      }),
    );
}

interface ProposeOptions {
  readonly add: readonly string[];
  readonly rotateRoot: readonly string[];
  readonly remove?: string;
  readonly threshold?: number;
  readonly keep?: string;
  readonly out: string;
}

function addPropose(roster: Command): void {
  const files = (value: string, before: readonly string[]) => [...before, value];
  roster
    .command('propose')
    .description('make the next roster, for the members to sign; nothing changes here')
    .option('--add <card>', 'card of a member that joins (`liaison member show --card`); may be repeated', files, [])
    .option('--rotate-root <card>', 'card of a member with its next root key; may be repeated', files, [])
    .option('--remove <codes>', 'members that leave, separated by commas')
    .option('--threshold <n>', 'how many members sign a roster from then on', wholeNumber(1, 1_000))
    .option('--keep <id>', 'in a fork: go on from this roster and set the others aside')
    .option('--out <file>', 'where to write the proposal', 'roster-proposal.json')
    .action(
      action(async (context, { add, rotateRoot, remove, threshold, keep, out }: ProposeOptions) => {
        const { calls } = await context.session();
        const cards = await Promise.all([...add, ...rotateRoot].map((path) => readTextFile(resolve(path))));
        const more = { ...(threshold === undefined ? {} : { threshold }), ...(keep === undefined ? {} : { keep }) };
        const made = await calls.roster.propose({ cards, remove: codes(remove), ...more });
        const file = resolve(out);
        await writeTextFile(file, made.file, 'Nothing was changed; give --out and a place that can be written.');
        context.output.answer({ ...made.proposal, file }, (shown) => `${proposalText(shown)}\nTo be signed: ${file}`);
        return undefined;
      }),
    );
}

function addPin(roster: Command): void {
  roster
    .command('pin <member>')
    .description('pin every writer of a member that has left, as far as this home holds them, for the members to sign')
    .option('--out <file>', 'where to write the proposal', 'roster-pins.json')
    .addHelpText('after', '\nThe file names spaces by their ids.')
    .action(
      action(async (context, member: string, { out }: { out: string }) => {
        const { calls } = await context.session();
        const made = await calls.roster.proposePins({ member: member.toUpperCase() });
        const file = resolve(out);
        await writeTextFile(file, made.file, 'Nothing was changed; give --out and a place that can be written.');
        context.output.answer({ ...made.proposal, file }, (shown) => `${proposalText(shown)}\nTo be signed: ${file}`);
        return undefined;
      }),
    );
}

function addCarrying(roster: Command): void {
  roster
    .command('export')
    .description('write every roster and directory of this home to a file, for a home that cannot be reached')
    .option('--out <file>', 'where to write it', 'community.json')
    .action(
      action(async (context, { out }: { out: string }) => {
        const { calls } = await context.session();
        const file = resolve(out);
        await writeTextFile(file, (await calls.roster.export()).file, 'Give --out and a place that can be written.');
        context.output.answer({ file }, () => `Take ${file} to the other home: liaison roster import ${file}`);
        return undefined;
      }),
    );
  roster
    .command('import <file>')
    .description('take rosters and directories from a file; a home that was alone joins the community that names it')
    .option('--dry-run', 'only say which roster would stand')
    .action(
      action(async (context, path: string, { dryRun }: { dryRun?: boolean }) => {
        const { calls } = await context.session();
        const file = await readTextFile(resolve(path));
        const report = await calls.roster.import({ file, dryRun: dryRun === true });
        const head = dryRun === true ? 'Nothing was changed yet. Then would stand:' : 'Now stands:';
        context.output.answer(report, ({ roster: stands }) => `${head}\n${rosterText(stands)}`);
        return undefined;
      }),
    );
}
