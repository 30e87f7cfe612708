import type { ListedSpace } from '@liaison/node';
import { genesisSchema, type SpaceKind, spaceKindSchema } from '@liaison/protocol';
import { type Command, Option } from 'commander';
import { memberCodes } from '../member-codes.js';
import { type Output, table } from '../output.js';
import { action } from '../run-action.js';
import { addSpaceAudienceCommand } from './space-audience.js';
import { spaceText } from './space-text.js';
import { addSpaceTransferCommands } from './space-transfer.js';

const RULES = genesisSchema.shape.rule.options;

interface CreateOptions {
  readonly kind: SpaceKind;
  readonly title: string;
  readonly audience?: string;
  readonly rule?: (typeof RULES)[number];
}

export function addSpaceCommands(program: Command): void {
  const space = program.command('space').description('spaces: what is shared with whom');
  space
    .command('create')
    .description('open a space of the own member; who is in the audience receives all of it')
    .addOption(new Option('--kind <kind>', 'what it is for').choices(spaceKindSchema.options).makeOptionMandatory())
    .requiredOption('--title <text>', 'its title, which the audience sees')
    .option('--audience <members>', 'member codes, such as TH,VN; left out: the own member only')
    .addOption(new Option('--rule <rule>', 'who admits newcomers; left out: each-consents for a case').choices(RULES))
    .action(
      action(async (context, options: CreateOptions) => {
        const { calls } = await context.session();
        const officer = await context.officer();
        const rule = options.rule === undefined ? {} : { rule: options.rule };
        const input = {
          officer,
          kind: options.kind,
          title: options.title,
          audience: memberCodes(options.audience),
          ...rule,
        };
        const made = await calls.space.create(input as Parameters<typeof calls.space.create>[0]);
        context.output.answer(made, ({ space: id }) => `Space ${id} is open. It leaves this home at the next sync.`);
        return undefined;
      }),
    );
  addSpaceQueries(space);
  addSpaceAudienceCommand(space);
  addSpaceTransferCommands(space);
}

function addSpaceQueries(space: Command): void {
  space
    .command('list')
    .description('the spaces this home holds')
    .action(
      action(async (context) => {
        const { calls } = await context.session();
        printSpaces(context.output, await calls.space.list());
        return undefined;
      }),
    );
  space
    .command('show <space>')
    .description('one space: audience, records, how far each log counts, what waits for a receipt')
    .action(
      action(async (context, id: string) => {
        const { calls } = await context.session();
        context.output.answer(await calls.space.show({ space: id }), spaceText);
        return undefined;
      }),
    );
}

const printSpaces = (output: Output, listed: { readonly spaces: readonly ListedSpace[] }): void =>
  output.answer(listed, ({ spaces }) =>
    spaces.length === 0
      ? 'No spaces yet. Open one with `liaison space create`, or sync with a home that shares one.'
      : table([
          ['SPACE', 'KIND', 'OWNER', 'AUDIENCE', 'TITLE'],
          ...spaces.map(({ space, kind, owner, audience, title }) => [
            space,
            kind,
            owner,
            audience.join(',') || '—',
            title ?? '',
          ]),
        ]),
  );
