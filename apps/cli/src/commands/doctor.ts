import type { Examination, Finding } from '@liaison/node';
import { systemClock, systemRandom } from '@liaison/node/client';
import type { Command } from 'commander';
import { counted } from '../counted.js';
import { EXIT } from '../exit-codes.js';
import { action } from '../run-action.js';

const AFTER_HELP = `
It changes nothing: a running node is asked, and a home that nobody has open is examined in a copy. Nodes of others are
only greeted, to see whether they answer with the certificate that their directory names.

Exit code 3: there is an error or a warning.`;

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('explain whatever is wrong with this home, and how to mend it; nothing is changed')
    .option('--offline', 'call no peer', false)
    .addHelpText('after', AFTER_HELP)
    .action(
      action(async (context, { offline }: { offline: boolean }) => {
        const folder = context.homeFolder();
        const { examineHome } = await import('@liaison/node');
        const { passphrase } = context;
        const found = await examineHome({ folder, offline, passphrase, clock: systemClock, random: systemRandom });
        context.output.answer(found, examinationText);
        return found.ok ? EXIT.ok : EXIT.notVerified;
      }),
    );
}

function examinationText({ findings, examined, skipped }: Examination): string {
  const worst = findings.filter(({ severity }) => severity !== 'notice').length;
  const sound = skipped.length === 0 ? 'This home is sound.' : 'Nothing is wrong with what was examined.';
  return [
    worst === 0 ? sound : `${counted(worst, 'thing')} to look after.`,
    ...findings.map(findingText),
    `Examined: ${examined.join(', ')}.`,
    ...skipped.map(({ part, why }) => `Not examined: ${part}. ${why}`),
  ].join('\n');
}

const findingText = ({ severity, code, message, next }: Finding): string =>
  `${severity} (${code}): ${message}\n  → ${next}`;
