import type { JsonValue } from '@liaison/protocol';
import type { Draw } from './damaged-inputs.js';
import { idOf } from './topics/document-federation.js';
import type { JsonObject } from './vector-file.js';

const ALL_MEMBERS = ['KR', 'TH', 'VN', 'MY', 'ID'];

/** Few members meet more often. */
type Members = readonly string[];

interface Said {
  readonly name: string;
  readonly op: string;
  readonly content: JsonValue;
  readonly seen: readonly string[];
}

const subset = (draw: Draw, from: readonly string[]): string[] => from.filter(() => draw(2) === 0);
const pick = <T>(draw: Draw, from: readonly T[]): T => from[draw(from.length)] as T;

/** What a statement has seen: some of those before it, with everything that those had seen. */
function pastOf(draw: Draw, before: readonly Said[]): string[] {
  const chosen = before.filter(() => draw(3) > 0);
  const seen = new Set(['g', ...chosen.flatMap(({ name, seen: past }) => [name, ...past])]);
  return before.filter(({ name }) => seen.has(name)).map(({ name }) => name);
}

function audienceContent(draw: Draw, all: Members): JsonValue {
  const members = subset(draw, all);
  const removed = all.filter((member) => !members.includes(member) && draw(3) === 0);
  return { cuts: removed.map((member) => ({ heads: [], member })), members };
}

/** Says something that often holds; what does not fit its past is void, and both implementations must find so. */
function contentOf(draw: Draw, op: string, before: readonly Said[], all: Members): JsonValue {
  if (op === 'audience') return audienceContent(draw, all);
  if (op === 'consent' || op === 'request') {
    const newcomer = pick(draw, all);
    const audience = draw(5) === 0 ? [] : all.filter((member) => member === newcomer || draw(4) > 0);
    return { audience, newcomer };
  }
  if (op === 'transfer') return { to: pick(draw, all) };
  const offers = before.filter((one) => one.op === 'transfer');
  return { transfer: idOf(offers.length === 0 ? 'g' : pick(draw, offers).name) };
}

const OPS = ['audience', 'audience', 'audience', 'consent', 'consent', 'transfer', 'accept', 'accept', 'request'];

/** Control statements of one space by several writers who have seen only a part of each other. */
export function randomStatements(draw: Draw, count: number): JsonObject {
  const members = ALL_MEMBERS.slice(0, 2 + draw(4)).sort();
  const rule = pick(draw, ['owner-decides', 'each-consents']);
  const content = {
    founder: 'AAECAwQFBgcICQoLDA0ODw',
    kind: 'case',
    owner: 'KR',
    rule,
    salt: 'AAECAwQFBgcICQoLDA0ODw',
  };
  const said: (Said & { readonly by: string })[] = [{ name: 'g', by: 'KR', op: 'genesis', content, seen: [] }];
  for (let at = 0; at < count; at++) {
    const op = pick(draw, OPS);
    const by = op === 'consent' || op === 'accept' ? pick(draw, members) : pick(draw, ['KR', 'KR', 'TH']);
    said.push({ name: `s${at}`, by, op, content: contentOf(draw, op, said, members), seen: pastOf(draw, said) });
  }
  return { statements: said.map((one) => ({ ...one, seen: [...one.seen] })) };
}
