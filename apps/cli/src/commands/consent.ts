import type { Command } from 'commander';
import { memberCodes } from '../member-codes.js';
import { table } from '../output.js';
import { action } from '../run-action.js';

const SAID = {
  consent: 'Your member consents',
  request: 'The others are asked to consent',
  withdraw: 'Your member consents no longer',
} as const;

/** Consent to newcomers in spaces where each member has a say. */
export function addConsentCommands(program: Command): void {
  const consent = program.command('consent').description('agree to a newcomer in a space where each member consents');
  addSaying(
    consent,
    'give <space> <newcomer>',
    'consent',
    'agree that a member joins the space, in the audience it has now or less',
  );
  addSaying(consent, 'request <space> <newcomer>', 'request', 'ask the other members to agree');
  addSaying(consent, 'withdraw <space> <newcomer>', 'withdraw', 'take back a consent that was not used yet');
  consent
    .command('list <space>')
    .description('who has agreed to whom, who asks, and whose consent is missing')
    .action(
      action(async (context, space: string) => {
        const { calls } = await context.session();
        const { rule, consents, requests, notAdmitted } = await calls.space.show({ space });
        context.output.answer({ rule, consents, requests, notAdmitted }, (shown) =>
          [
            `The rule is ${shown.rule}.`,
            table([
              ...shown.requests.map(({ member, newcomer }) => [`  ${member} asks for`, newcomer, '']),
              ...shown.consents.map(({ member, newcomer, audience }) => [
                audience.length === 0 ? `  ${member} withdrew for` : `  ${member} consents to`,
                newcomer,
                audience.length === 0 ? '' : `in ${audience.join(', ')} or less`,
              ]),
              ...shown.notAdmitted.map(({ member, missing }) => [
                '  not admitted',
                member,
                missing.length === 0 ? 'two changes at once: repeat it' : `missing: ${missing.join(', ')}`,
              ]),
            ]),
          ].join('\n'),
        );
        return undefined;
      }),
    );
}

function addSaying(consent: Command, usage: string, what: keyof typeof SAID, description: string): void {
  consent
    .command(usage)
    .description(description)
    .option('--audience <members>', 'the full audience it is given for; left out: the present one and the newcomer')
    .action(
      action(async (context, space: string, newcomer: string, options: { audience?: string }) => {
        const { calls } = await context.session();
        const audience = options.audience === undefined ? {} : { audience: memberCodes(options.audience) };
        const officer = await context.officer();
        const input = { officer, space, what, newcomer: newcomer.toUpperCase(), ...audience };
        const said = await calls.space.consent(input as Parameters<typeof calls.space.consent>[0]);
        context.output.answer(said, ({ newcomer: code, audience: given }) =>
          given.length === 0 ? `${SAID[what]} to ${code}.` : `${SAID[what]} to ${code} in ${given.join(', ')} or less.`,
        );
        return undefined;
      }),
    );
}
