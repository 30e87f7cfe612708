import { hex, type JsonValue } from '@liaison/protocol';
import { SectionDocument } from '@liaison/records';
import type { Draw } from './damaged-inputs.js';
import type { JsonObject } from './vector-file.js';

const pick = <T>(draw: Draw, from: readonly T[]): T => from[draw(from.length)] as T;

interface Made {
  readonly client: number;
  readonly update: Uint8Array;
  /** Where each update of the same client stands in the order of its log. */
  readonly past: ReadonlySet<Made>;
}

const VALUES: readonly JsonValue[] = ['Busan', 'สุวรรณภูมิ', 7, -1.5, true, null, ['a', 1], { grams: 1200 }, '😀'];
const PIECES = ['두 소포. ', 'Two parcels. ', '😀', 'đá ', 'x', ''];

function changedText(draw: Draw, text: string): string {
  const letters = [...text];
  const at = draw(letters.length + 1);
  return [...letters.slice(0, at), pick(draw, PIECES), ...letters.slice(at + draw(3))].join('');
}

/** One edit by a writer who holds some updates; undefined where nothing changed. */
function edit(draw: Draw, client: number, held: ReadonlySet<Made>): Made | undefined {
  const section = SectionDocument.fromUpdates([...held].map(({ update }) => update));
  const narrative = section.view().texts.narrative ?? '';
  const update = section.edit(
    client,
    draw(2) === 0
      ? { fields: { [pick(draw, ['place', 'quantity'])]: pick(draw, VALUES) } }
      : { texts: { narrative: changedText(draw, narrative) } },
  );
  section.close();
  return update === null ? undefined : { client, update, past: new Set(held) };
}

/** From which update of its log on a writer does not count; that of nobody in half of all histories. */
function stoppedOf(draw: Draw, clients: readonly number[], made: readonly Made[]): ReadonlySet<Made> {
  if (draw(2) === 0) return new Set();
  const own = made.filter(({ client }) => client === clients[0]);
  return new Set(own.slice(draw(own.length + 1)));
}

const shuffled = <T>(draw: Draw, values: readonly T[]): T[] =>
  values
    .map((value) => ({ value, place: draw(1_000_000) }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);

/** The updates of three writers who have seen only a part of each other, in any order; one of them may be stopped. */
export function randomSection(draw: Draw, clients: readonly number[], edits: number): JsonObject {
  const made: Made[] = [];
  for (let at = 0; at < edits; at++) {
    const client = pick(draw, clients);
    const known = new Set(made.filter((one) => one.client === client).flatMap((one) => [one, ...one.past]));
    for (const other of made) if (draw(3) === 0) for (const one of [other, ...other.past]) known.add(one);
    const written = edit(draw, client, known);
    if (written !== undefined) made.push(written);
  }
  const stopped = stoppedOf(draw, clients, made);
  const texts = (from: readonly Made[]): string[] => shuffled(draw, from).map(({ update }) => hex(update));
  return { updates: texts(made.filter((one) => !stopped.has(one))), stopped: texts([...stopped]), cuts: [] };
}
