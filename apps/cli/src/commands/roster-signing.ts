import { resolve } from 'node:path';
import { LiaisonError } from '@liaison/protocol';
import type { Command } from 'commander';
import { confirm } from '../confirm.js';
import { action } from '../run-action.js';
import type { CommandContext } from '../session.js';
import { readTextFile, writeTextFile } from '../text-files.js';
import { proposalText, rosterText } from './roster-text.js';

interface SignOptions {
  readonly root: string;
  readonly out?: string;
  readonly yes?: boolean;
}

export function addRosterSigning(roster: Command): void {
  roster
    .command('sign <proposal>')
    .description(
      "sign a proposal with the member's root key; needs no home, so the key can stay on a machine of its own",
    )
    .requiredOption('--root <keyfile>', 'the sealed root key, such as root.jwe')
    .option('--out <file>', 'where to write it with the signature; left out: into the proposal itself')
    .option('--yes', 'do not ask')
    .action(
      action(async (context, path: string, { root, out, yes }: SignOptions) => {
        const { showProposal, signProposal, unlockRootKey } = await import('@liaison/node');
        const text = await readTextFile(resolve(path));
        const sealed = await readTextFile(resolve(root));
        context.output.note(proposalText(showProposal(text)));
        await agree('Sign all of this for your member?', yes === true);
        const signed = signProposal(text, await unlockRootKey(sealed, await context.passphrase()));
        const file = resolve(out ?? path);
        await writeTextFile(file, signed, 'It was not signed; give --out and a place that can be written.');
        context.output.answer(
          { ...showProposal(signed), file },
          ({ signedBy }) => `Signed by ${signedBy.join(', ')}: ${file}`,
        );
        return undefined;
      }),
    );
  addCombine(roster);
}

async function agree(question: string, yes: boolean): Promise<void> {
  if (yes || !process.stdin.isTTY) return;
  if (!(await confirm(question, 'Nothing was signed or published.'))) throw notConfirmed();
}

const notConfirmed = () =>
  new LiaisonError('roster-not-confirmed', 'It was not confirmed.', 'Nothing was signed or published.');

interface CombineOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

function addCombine(roster: Command): void {
  roster
    .command('combine <proposals...>')
    .description('join the signatures of one proposal and publish what enough members have signed')
    .option('--dry-run', 'only say whether enough have signed')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      '\nIt travels from here by sync, or by `liaison roster export`. A published roster cannot be taken back, only followed.',
    )
    .action(
      action(async (context, paths: string[], { dryRun, yes }: CombineOptions) => {
        const { calls } = await context.session();
        const files = await Promise.all(paths.map((path) => readTextFile(resolve(path))));
        const checked = await calls.roster.combine({ files, dryRun: true });
        if (dryRun === true) {
          context.output.answer(
            checked,
            (report) => `Enough have signed. Then would stand:\n${rosterText(report.roster)}`,
          );
          return undefined;
        }
        context.output.note(rosterText(checked.roster));
        await agree('Publish this?', yes === true);
        const report = await calls.roster.combine({ files, dryRun: false, ...(await officerFor(context, files)) });
        if (report.skipped.length > 0) context.output.note(`Not pinned from here: ${report.skipped.join(', ')}.`);
        context.output.answer(report, ({ roster: stands }) => `Published.\n${rosterText(stands)}`);
        return undefined;
      }),
    );
}

/** Pins are carried by entries, which an officer signs. */
async function officerFor(context: CommandContext, files: readonly string[]) {
  const { showProposal } = await import('@liaison/node');
  const hasPins = files.some((text) => showProposal(text).pins.length > 0);
  return hasPins ? { officer: await context.officer() } : {};
}
