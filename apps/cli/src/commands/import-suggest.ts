import { createReadStream, existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Suggestion } from '@liaison/interchange';
import { LiaisonError } from '@liaison/protocol';
import { table } from '../output.js';
import type { CommandContext } from '../session.js';
import { writeTextFile } from '../text-files.js';

interface SuggestOptions {
  readonly kind?: string;
  readonly out?: string;
}

/** Writes a first mapping and says what was decided and why. Needs no home. Throws what `suggestMapping` throws. */
export async function suggestMappingFor(
  context: CommandContext,
  file: string,
  options: SuggestOptions,
): Promise<undefined> {
  const { suggestMapping } = await import('@liaison/interchange');
  const out = options.out === undefined ? undefined : resolve(options.out);
  if (out !== undefined && existsSync(out)) {
    throw new LiaisonError('file-exists', `${out} is there already.`, 'Give --out and a name that is free.');
  }
  const path = resolve(file);
  await checkReadable(path);
  const { kind } = options;
  const named = { fileName: basename(path), ...(kind === undefined ? {} : { kind }) };
  const suggestion = await suggestMapping(createReadStream(path), named);
  const text = `${JSON.stringify(suggestion.mapping, null, 2)}\n`;
  if (out !== undefined) await writeTextFile(out, text, 'Give --out and a place that can be written.');
  const shown = { ...suggestion, ...(out === undefined ? {} : { file: out }) };
  context.output.answer(shown, () => suggestionText(suggestion, out ?? text));
  return undefined;
}

async function checkReadable(path: string): Promise<void> {
  try {
    await (await open(path, 'r')).close();
  } catch (cause) {
    throw new LiaisonError('file-unreadable', `${path} cannot be read.`, 'Check the path and its permissions.', {
      cause,
    });
  }
}

function suggestionText({ fields, unmapped, missing, key, reading, tried }: Suggestion, mapping: string): string {
  const keyText = key.columns === 'row' ? 'the whole row' : key.columns.join(', ');
  return [
    `Read as: ${reading.join('; ')}.`,
    table([
      ['FIELD', 'COLUMN', 'CERTAINTY', 'WHY'],
      ...fields.map(({ field, columns, certainty, why }) => [field, columns.join(' + '), certainty, why.join('; ')]),
    ]),
    `Key: ${keyText} (${key.why}).`,
    ...unmapped.map(({ column, values }) => `Not taken: ${column} (${values.join(', ') || 'no value'})`),
    ...(missing.length === 0 ? [] : [`Nothing found for: ${missing.join(', ')}`]),
    `Tried on ${tried.rows} rows: ${tried.rejected} rejected.`,
    ...tried.rejections.map(({ line, reason }) => `  line ${line}: ${reason}`),
    `Look through the mapping, then: liaison import FILE --space SPACE --mapping MAPPING --dry-run`,
    mapping,
  ].join('\n');
}
