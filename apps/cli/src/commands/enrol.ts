import { resolve } from 'node:path';
import { checkHome, systemClock, systemRandom } from '@liaison/node/client';
import type { Command } from 'commander';
import { action } from '../run-action.js';
import { readTextFile, writeTextFile } from '../text-files.js';
import { addEnrolGrant } from './enrol-grant.js';
import { addEnrolRenew } from './enrol-renew.js';

export function addEnrolCommand(program: Command): void {
  const enrol = program
    .command('enrol')
    .description("make a dispatched officer's laptop a home of its member, by files");
  addRequest(enrol);
  addEnrolGrant(enrol);
  addComplete(enrol);
  addEnrolRenew(enrol);
}

function addRequest(enrol: Command): void {
  enrol
    .command('request')
    .description('on the laptop: make keys and a request file to take to the home desk')
    .requiredOption('--member <code>', 'the member the laptop belongs to')
    .requiredOption('--label <name>', 'what the laptop is called, such as KR-laptop')
    .requiredOption('--officer <name>', 'who will use it')
    .option('--out <file>', 'where to write the request', 'enrolment-request.json')
    .action(
      action(async (context, options: { member: string; label: string; officer: string; out: string }) => {
        const { requestEnrolment } = await import('@liaison/node');
        const { member, label, officer } = options;
        const { requestFile, ...report } = await requestEnrolment({
          clock: systemClock,
          random: systemRandom,
          folder: context.homeFolder(),
          member: member.toUpperCase(),
          label,
          officer,
          passphrase: await context.newPassphrase(),
        });
        const file = resolve(options.out);
        const kept = `The home was made and keeps the same request: take ${report.requestPath} to the home desk instead.`;
        await writeTextFile(file, requestFile, kept);
        context.output.answer(
          { ...report, file },
          ({ fingerprint }) => `Take ${file} to the home desk and read it this fingerprint: ${fingerprint}`,
        );
        return undefined;
      }),
    );
}

function addComplete(enrol: Command): void {
  enrol
    .command('complete <certificate>')
    .description('on the laptop: take the certificate file; from then on it is a home')
    .action(
      action(async (context, certificate: string) => {
        const folder = context.homeFolder();
        checkHome(folder, { waiting: true });
        const certificateFile = await readTextFile(resolve(certificate));
        const { completeEnrolment } = await import('@liaison/node');
        const report = await completeEnrolment({ folder, certificateFile, passphrase: await context.passphrase() });
        context.output.answer(
          report,
          ({ rosterFingerprint }) => `Enrolled. Compare the roster's fingerprint with the desk: ${rosterFingerprint}`,
        );
        return undefined;
      }),
    );
}
