import { resolve } from 'node:path';
import { checkHome } from '@liaison/node/client';
import { claimedTimeSchema, LiaisonError, type Power, powerSchema } from '@liaison/protocol';
import type { Command } from 'commander';
import { confirm } from '../confirm.js';
import { action } from '../run-action.js';
import { readTextFile, writeTextFile } from '../text-files.js';

interface GrantOptions {
  readonly spaces: string;
  readonly out: string;
  readonly fingerprint?: string;
  readonly powers?: string;
  readonly until?: string;
}

export function addEnrolGrant(enrol: Command): void {
  enrol
    .command('grant <request>')
    .description('at the home desk: certify a laptop for some spaces and make the file to bring back')
    .requiredOption('--spaces <ids>', "the mission's spaces, separated by commas, or * for all of the member's")
    .option(
      '--powers <list>',
      `what its officers may do, of ${powerSchema.options.join(', ')}; none: a viewer; left out: import,recall,space,write`,
    )
    .option('--fingerprint <text>', 'what the officer read out: certify only a request that has it')
    .option('--until <time>', 'when the mission ends, such as 2027-05-01T00:00:00.000+09:00')
    .option('--out <file>', 'where to write the certificate file', 'enrolment-certificate.json')
    .addHelpText(
      'after',
      '\nOn a terminal it shows the fingerprint and asks; otherwise give --fingerprint, or compare what it prints.',
    )
    .action(
      action(async (context, request: string, options: GrantOptions) => {
        const requestFile = await readTextFile(resolve(request));
        checkHome(context.homeFolder());
        await checkFingerprint(requestFile, options.fingerprint);
        const { calls } = await context.session();
        const spaces = options.spaces === '*' ? ('*' as const) : options.spaces.split(',').map((id) => id.trim());
        const powers = options.powers === undefined ? {} : { powers: givenPowers(options.powers) };
        const until = options.until === undefined ? {} : { until: givenTime(options.until) };
        const passphrase = await context.passphrase();
        const asked = { passphrase, spaces, requestFile, ...powers, ...until };
        const { certificateFile, ...granted } = await calls.home.grant(asked);
        const file = resolve(options.out);
        const again = 'It is certified; run the same command again with --out and a place that can be written.';
        await writeTextFile(file, certificateFile, again);
        context.output.answer(
          { ...granted, file },
          ({ label, fingerprint }) =>
            `Certified ${label}, whose request has the fingerprint ${fingerprint}.\nBring back ${file}.`,
        );
        return undefined;
      }),
    );
}

function givenTime(text: string): string {
  const time = claimedTimeSchema.safeParse(text);
  if (time.success) return time.data;
  throw new LiaisonError('time-malformed', `${text} is no time.`, 'Write it like 2027-05-01T00:00:00.000+09:00.');
}

/** `none` makes a viewer, who signs in at the desk and reads. */
function givenPowers(text: string): Power[] {
  if (text.trim() === 'none') return [];
  return text.split(',').map((name) => {
    const power = powerSchema.safeParse(name.trim());
    if (power.success) return power.data;
    throw new LiaisonError(
      'power-unknown',
      `${name.trim()} is no power.`,
      `Give some of ${powerSchema.options.join(', ')}, separated by commas, or none for a viewer.`,
    );
  });
}

/** Whoever made the request holds its keys; that it is the officer, only the comparison tells. */
async function checkFingerprint(requestFile: string, given: string | undefined): Promise<void> {
  const { openEnrolmentAsk } = await import('@liaison/node');
  const { label, member, officers, fingerprint } = openEnrolmentAsk(requestFile);
  if (given !== undefined) {
    if (digits(given) === digits(fingerprint)) return;
    throw notGranted('enrolment-fingerprint-differs', `The request has another fingerprint: ${fingerprint}.`);
  }
  if (!process.stdin.isTTY) return;
  const names = officers.map(({ claims }) => claims.label).join(', ');
  const question = `${label} of ${member}, used by ${names}, asks with the fingerprint\n  ${fingerprint}\nIs it the same that the officer reads out?`;
  if (!(await confirm(question, 'Nothing was certified.')))
    throw notGranted('enrolment-not-confirmed', 'The fingerprint was not confirmed.');
}

const digits = (text: string): string => text.replace(/\D/g, '');

const notGranted = (code: string, message: string) =>
  new LiaisonError(code, message, 'Nothing was certified. Compare it with the officer, who sees it on the laptop.');
