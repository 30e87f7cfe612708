import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  completeEnrolment,
  createFederation,
  initHome,
  requestEnrolment,
  systemClock,
  systemRandom,
} from '@liaison/node';
import type { Command } from 'commander';
import { action } from '../run-action.js';

const system = { clock: systemClock, random: systemRandom };

export function addHomeCommands(program: Command): void {
  addInit(program);
  addFederation(program);
  addEnrol(program);
}

function addInit(program: Command): void {
  program
    .command('init')
    .description("make a member's home: root key, directory key, service writer and a first officer")
    .requiredOption('--member <code>', 'ISO 3166-1 alpha-2 code, or the code of an organisation')
    .option('--number <n>', 'for an organisation: its member number, 1000 to 4095', Number)
    .option('--officer <name>', 'name of the first officer', 'desk')
    .option('--address <url>', 'where its node will listen, such as https://127.0.0.1:4430')
    .addHelpText(
      'after',
      '\nThe folder is given by --home and must be empty or missing. Move keys/root.jwe offline afterwards.',
    )
    .action(
      action(async (context, options: { member: string; number?: number; officer: string; address?: string }) => {
        const made = await initHome({
          ...system,
          folder: context.homeFolder(),
          member: options.member.toUpperCase(),
          officer: options.officer,
          passphrase: await context.passphrase(),
          ...(options.number === undefined ? {} : { memberNumber: options.number }),
          ...(options.address === undefined ? {} : { address: options.address }),
        });
        context.output.answer(
          made,
          (report) => `The home of ${options.member.toUpperCase()} is ready.\n${JSON.stringify(report, null, 2)}`,
        );
        return undefined;
      }),
    );
}

function addFederation(program: Command): void {
  program
    .command('federation')
    .description('a whole federation on this machine, for trying out and tests')
    .command('create')
    .description('make a home for every member, each knowing all others; nothing is made in a folder that is not empty')
    .requiredOption('--dir <folder>', 'where the homes go, one folder a member')
    .requiredOption('--members <codes>', 'such as KR,TH,VN,MY')
    .action(
      action(async (context, options: { dir: string; members: string }) => {
        const members = options.members.split(',').map((code) => code.trim().toUpperCase());
        const made = await createFederation({ ...system, folder: resolve(options.dir), members });
        context.output.answer(made, (report) =>
          [
            ...Object.entries(report.members).map(([code, { home, address }]) => `${code}  ${home}  ${address}`),
            'Each home has its passphrase in passphrase.txt. Next: liaison serve --home … --passphrase-file …/passphrase.txt',
          ].join('\n'),
        );
        return undefined;
      }),
    );
}

function addEnrol(program: Command): void {
  const enrol = program
    .command('enrol')
    .description("make a dispatched officer's laptop a home of its member, by files");
  addRequest(enrol);
  addGrant(enrol);
  addComplete(enrol);
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
        const { member, label, officer } = options;
        const report = await requestEnrolment({
          ...system,
          folder: context.homeFolder(),
          member: member.toUpperCase(),
          label,
          officer,
          passphrase: await context.passphrase(),
        });
        const file = resolve(options.out);
        await writeFile(file, report.requestFile, { mode: 0o600 });
        const { requestFile: _text, ...rest } = report;
        context.output.answer(
          { ...rest, file },
          ({ fingerprint }) => `Take ${file} to the home desk and read it this fingerprint: ${fingerprint}`,
        );
        return undefined;
      }),
    );
}

function addGrant(enrol: Command): void {
  enrol
    .command('grant <request>')
    .description('at the home desk: certify a laptop for some spaces and make the file to bring back')
    .requiredOption('--spaces <ids>', "the mission's spaces, separated by commas, or * for all of the member's")
    .option('--out <file>', 'where to write the certificate file', 'enrolment-certificate.json')
    .action(
      action(async (context, request: string, options: { spaces: string; out: string }) => {
        const { calls } = await context.session();
        const passphrase = await context.passphrase();
        const spaces = options.spaces === '*' ? ('*' as const) : options.spaces.split(',').map((id) => id.trim());
        const granted = await calls.home.grant({
          passphrase,
          spaces,
          requestFile: await readFile(resolve(request), 'utf8'),
        });
        const file = resolve(options.out);
        await writeFile(file, granted.certificateFile, { mode: 0o600 });
        const { certificateFile: _text, ...rest } = granted;
        context.output.answer(
          { ...rest, file },
          (report) =>
            `Certified ${report.label}. Compare the request's fingerprint: ${report.fingerprint}\nBring back ${report.file}.`,
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
        const certificateFile = await readFile(resolve(certificate), 'utf8');
        const report = await completeEnrolment({
          folder: context.homeFolder(),
          certificateFile,
          passphrase: await context.passphrase(),
        });
        context.output.answer(
          report,
          ({ rosterFingerprint }) => `Enrolled. Compare the roster's fingerprint with the desk: ${rosterFingerprint}`,
        );
        return undefined;
      }),
    );
}
