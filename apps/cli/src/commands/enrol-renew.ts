import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RenewDeskReport } from '@liaison/node';
import { systemClock, systemRandom } from '@liaison/node/client';
import { LiaisonError } from '@liaison/protocol';
import type { Command } from 'commander';
import { action } from '../run-action.js';
import type { CommandContext } from '../session.js';
import { writeTextFile } from '../text-files.js';

interface RenewOptions {
  readonly out: string;
  readonly machine?: boolean;
  readonly label?: string;
  readonly unsynced?: boolean;
}

const AFTER_HELP = `
The new key acts once its certificate has come, by sync or by \`enrol complete\`. Then end the former one at the
home desk: \`liaison pin WRITER\`.

With --machine all keys of this home are made anew: the way on for a home that was copied or restored from a
backup. Its data stay. A laptop takes the request to its desk; a desk certifies itself (stop its node first).`;

export function addEnrolRenew(enrol: Command): void {
  enrol
    .command('renew')
    .description('on an enrolled machine: make the next key of an officer, or of the whole machine')
    .option('--out <file>', 'where to write the request', 'enrolment-request.json')
    .option('--machine', 'new keys for the whole machine, which was copied or restored')
    .option('--label <name>', 'with --machine: what it is called from now on; else the next number is added')
    .option('--unsynced', 'with --machine at a desk: although nobody could be reached since')
    .addHelpText('after', AFTER_HELP)
    .action(
      action(async (context, options: RenewOptions) => {
        if (options.machine !== true) return renewOfficerKey(context, options);
        const isDesk = existsSync(join(context.homeFolder(), 'keys', 'directory.jwe'));
        return isDesk ? renewThisDesk(context, options) : requestRenewal(context, options);
      }),
    );
}

async function renewOfficerKey(context: CommandContext, { out }: RenewOptions): Promise<undefined> {
  const { calls } = await context.session();
  const { requestFile, ...report } = await calls.home.renew({ officer: await context.officer() });
  const file = await writeRequest(out, requestFile);
  context.output.answer(
    { ...report, file },
    ({ officer, fingerprint }) =>
      `${officer.name} has the new key ${officer.writer} beside ${officer.before}.\nTake ${file} to the home desk and read it this fingerprint: ${fingerprint}`,
  );
}

async function requestRenewal(context: CommandContext, { out, label }: RenewOptions): Promise<undefined> {
  const { calls } = await context.session();
  const named = label === undefined ? {} : { label };
  const { requestFile, ...report } = await calls.home.renewMachine({ officer: await context.officer(), ...named });
  const file = await writeRequest(out, requestFile);
  context.output.answer(
    { ...report, file },
    ({ label: name, fingerprint }) =>
      `This machine will be ${name}. Take ${file} to the home desk, read it this fingerprint: ${fingerprint}\nThen run \`liaison enrol complete\` with what comes back.`,
  );
}

async function renewThisDesk(context: CommandContext, options: RenewOptions): Promise<undefined> {
  const { as, passphrase } = await context.officer();
  const { renewDesk } = await import('@liaison/node');
  const report = await renewDesk({
    folder: context.homeFolder(),
    passphrase,
    as,
    unsynced: options.unsynced === true,
    clock: systemClock,
    random: systemRandom,
    ...(options.label === undefined ? {} : { label: options.label }),
  }).catch((error: unknown) => {
    throw nodeRuns(error) ? stopTheNode() : error;
  });
  context.output.answer(report, deskText);
}

const nodeRuns = (error: unknown): boolean => error instanceof LiaisonError && error.code === 'home-in-use';

const stopTheNode = () =>
  new LiaisonError(
    'home-in-use',
    'The node of this home runs, with the keys that are to be replaced.',
    'Stop `liaison serve`, run the command again, and start it afterwards.',
  );

const deskText = ({ label, home, before }: RenewDeskReport): string =>
  [
    `This desk is now ${label} (${home}); it was ${before}.`,
    'Start its node and sync. Once nothing of the former keys is missing any more, end them:',
    `  liaison pin ${before}`,
  ].join('\n');

async function writeRequest(out: string, text: string): Promise<string> {
  const file = resolve(out);
  await writeTextFile(file, text, 'Run the command again with --out and a place that can be written.');
  return file;
}
