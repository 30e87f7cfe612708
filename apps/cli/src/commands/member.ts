import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemRandom } from '@liaison/node/client';
import { LiaisonError } from '@liaison/protocol';
import type { Command } from 'commander';
import { table } from '../output.js';
import { passphraseReader } from '../passphrase.js';
import { action } from '../run-action.js';
import { readTextFile, writeTextFile } from '../text-files.js';

/** The own member's keys: what others name in a roster, and which directory key the root delegates to. */
export function addMemberCommands(program: Command): void {
  const member = program.command('member').description("the own member's root key and directory key");
  addShow(member);
  addKeygen(member);
  addDelegation(member);
}

function addShow(member: Command): void {
  member
    .command('show')
    .description('the own member as others name it')
    .option('--card <file>', 'also write the card that `liaison roster propose` takes')
    .option('--root-key <key>', 'put this next root key on the card, as `liaison member keygen` printed it')
    .action(
      action(async (context, options: { card?: string; rootKey?: string }) => {
        const { calls } = await context.session();
        const { card, ...shown } = await calls.member.show(
          options.rootKey === undefined ? {} : { rootKey: options.rootKey },
        );
        const file = options.card === undefined ? undefined : resolve(options.card);
        if (file !== undefined) await writeTextFile(file, card, 'Give --card and a place that can be written.');
        context.output.answer({ ...shown, ...(file === undefined ? {} : { file }) }, (answer) =>
          table(Object.entries(answer).map(([name, value]) => [name, String(value ?? '—')])),
        );
        return undefined;
      }),
    );
}

function addKeygen(member: Command): void {
  member
    .command('keygen')
    .description('make the next root key, sealed by a passphrase; it means nothing until a roster names it')
    .requiredOption('--out <file>', 'where to write it: a medium that stays offline')
    .action(
      action(async (context, { out }: { out: string }) => {
        const file = resolve(out);
        if (existsSync(file)) {
          throw new LiaisonError('file-exists', `${file} is there already.`, 'Give --out and a name that is free.');
        }
        const { createRootKeyFile } = await import('@liaison/node');
        const made = await createRootKeyFile(file, await context.newPassphrase(), { random: systemRandom });
        context.output.answer({ ...made, file }, ({ rootKey }) => `${file} holds the key\n${rootKey}`);
        return undefined;
      }),
    );
}

interface DelegateOptions {
  readonly root: string;
  readonly rootPassphraseFile?: string;
  readonly from?: string;
}

function addDelegation(member: Command): void {
  const add = (name: string, newKey: boolean, description: string) =>
    member
      .command(name)
      .description(description)
      .requiredOption('--root <keyfile>', 'the sealed root key that stands in the roster')
      .option('--root-passphrase-file <file>', 'file with its passphrase; left out: that of the home')
      .option('--from <id>', 'where directories contradict each other: the one that goes on')
      .action(
        action(async (context, options: DelegateOptions) => {
          const { calls } = await context.session();
          const rootKeyFile = await readTextFile(resolve(options.root));
          const passphrase = await context.passphrase();
          const rootPassphrase = await rootPassphraseOf(options, passphrase);
          const made = await calls.member.delegate({
            ...{ passphrase, rootKeyFile, rootPassphrase, newKey },
            ...(options.from === undefined ? {} : { from: options.from }),
          });
          context.output.answer(
            made,
            ({ directoryVersion }) =>
              `Directory ${directoryVersion} says so; it takes effect elsewhere at the next sync.`,
          );
          return undefined;
        }),
      );
  add(
    'rotate-directory-key',
    true,
    'make another directory key and let the root delegate to it; all certificates stay',
  );
  add('rotate-root', false, 'after a roster has named the next root key: let it delegate to the directory key');
}

const rootPassphraseOf = ({ rootPassphraseFile }: DelegateOptions, ofHome: string): Promise<string> =>
  rootPassphraseFile === undefined
    ? Promise.resolve(ofHome)
    : passphraseReader({ passphraseFile: rootPassphraseFile })();
