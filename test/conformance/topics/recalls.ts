import {
  authorityOf,
  coveringRecall,
  judgeStatement,
  type RecallStatement,
  type Said,
  type Statement,
  unionOfPasts,
} from '@liaison/ledger';
import { entryIdSchema, type JsonValue, memberCodeSchema, writerIdSchema } from '@liaison/protocol';
import { accepted, type Case, type JsonObject, type Topic, valid } from '../vector-file.js';
import { idOf } from './document-federation.js';
import { says } from './said-statements.js';

const RECORD = '018f3a5e-7c1b-7d20-9a3b-5c4d3e2f1a0b';

interface Draft {
  readonly name: string;
  readonly by: string;
  readonly op: Said['op'] | 'edit';
  readonly content: JsonValue;
  readonly seen: readonly string[];
}

const recall = (name: string, by: string, section: string, ...seen: string[]) =>
  says(name, by, 'recall', { reason: 'error', record: RECORD, section }, ...seen);
const reinstate = (name: string, by: string, section: string, ...seen: string[]) =>
  says(name, by, 'reinstate', { record: RECORD, section }, ...seen);
const edit = (name: string, by: string, section: string, ...seen: string[]) =>
  says(name, by, 'edit', { record: RECORD, section }, ...seen);
const all = (comment: string, ...history: JsonObject[]): Case => valid(comment, { history });

const cases = (): Case[] => [
  all('what came before', edit('e', 'KR', 'KR'), recall('r', 'KR', 'KR', 'e')),
  all('what was written at the same time', edit('e', 'KR', 'KR'), recall('r', 'KR', 'KR')),
  all('what follows without a reinstatement', recall('r', 'KR', 'KR'), edit('e', 'KR', 'KR', 'r')),
  all(
    'what follows a reinstatement is not covered, what does not is',
    recall('r', 'KR', 'KR'),
    reinstate('s', 'KR', 'KR', 'r'),
    edit('e', 'KR', 'KR', 'r'),
    edit('f', 'KR', 'KR', 'r', 's'),
  ),
  all(
    'a reinstatement that has not seen the recall',
    recall('r', 'KR', 'KR'),
    reinstate('s', 'KR', 'KR'),
    edit('e', 'KR', 'KR', 'r', 's'),
  ),
  all(
    "two recalls at once cover each other's reissues",
    recall('q', 'KR', 'KR'),
    recall('r', 'KR', 'KR'),
    reinstate('s', 'KR', 'KR', 'q'),
    reinstate('t', 'KR', 'KR', 'r'),
    edit('e', 'KR', 'KR', 'q', 's'),
    edit('f', 'KR', 'KR', 'r', 't'),
    reinstate('u', 'KR', 'KR', 'q', 'r', 's', 't'),
    edit('g', 'KR', 'KR', 'q', 'r', 's', 't', 'u'),
  ),
  all(
    'recalled once more',
    recall('q', 'KR', 'KR'),
    reinstate('s', 'KR', 'KR', 'q'),
    edit('e', 'KR', 'KR', 'q', 's'),
    recall('r', 'KR', 'KR', 'q', 's', 'e'),
  ),
  all(
    'in a joint section only what the own member wrote',
    edit('e', 'KR', 'joint'),
    edit('f', 'TH', 'joint', 'e'),
    recall('r', 'KR', 'joint', 'e', 'f'),
  ),
  all(
    'a reinstatement of another member ends nothing',
    recall('r', 'KR', 'joint'),
    reinstate('s', 'TH', 'joint', 'r'),
    edit('e', 'KR', 'joint', 'r', 's'),
  ),
  all('the section of another member: void', edit('e', 'KR', 'KR'), recall('r', 'TH', 'KR', 'e')),
  all('another section', edit('e', 'KR', 'joint'), recall('r', 'KR', 'KR', 'e')),
];

/** Which edits are covered, and which statements are void. */
function judged(history: readonly Draft[]): JsonObject {
  const statements: RecallStatement[] = [];
  const edits: { name: string; section: string; placed: Parameters<typeof coveringRecall>[0] }[] = [];
  const placed = new Map<string, { row: number; seq: number; past: Map<number, number> }>();
  const voids: string[] = [];
  for (const { name, by, op, content, seen } of history) {
    const past = unionOfPasts(seen.flatMap((other) => placed.get(other) ?? []));
    const place = { row: placed.size + 1, seq: 1, past };
    placed.set(name, place);
    const member = memberCodeSchema.parse(by);
    if (op === 'edit') {
      edits.push({ name, section: String((content as JsonObject).section), placed: { ...place, member } });
      continue;
    }
    const said = judgeStatement(op, content, member, FOUNDED);
    if (said?.op !== 'recall' && said?.op !== 'reinstate') voids.push(name);
    else
      statements.push({ ...place, id: entryIdSchema.parse(idOf(name)), index: 0, writer: writerOf(by), member, said });
  }
  const covered = edits.filter(({ section, placed: edit_ }) =>
    coveringRecall(
      edit_,
      statements.filter(({ said }) => said.section === section),
    ),
  );
  return { covered: covered.map(({ name }) => name), void: voids };
}

const writerOf = (code: string) => writerIdSchema.parse(`${code.padEnd(21, 'A')}A`);

/** Contents of recalls are judged by nothing of their past; a founded space is enough. */
const FOUNDED = (() => {
  const genesis: Statement = {
    row: 99,
    seq: 1,
    past: new Map(),
    id: entryIdSchema.parse(idOf('genesis')),
    index: 0,
    writer: writerOf('KR'),
    member: memberCodeSchema.parse('KR'),
    said: {
      op: 'genesis',
      genesis: {
        founder: writerOf('KR'),
        kind: 'case',
        owner: memberCodeSchema.parse('KR'),
        rule: 'owner-decides',
        salt: 'AAECAwQFBgcICQoLDA0ODw',
      },
    },
  };
  const authority = authorityOf([genesis]);
  return authority && { statements: [genesis], authority };
})();

export const recallsTopic: Topic = {
  path: 'validity/recalls',
  comment: 'Which edits of one record are covered by recalls; seen names the causal past of each. All of them count.',
  rules: ['RCL-1', 'RCL-2', 'RCL-3'],
  shapes: { context: {}, input: { history: 'array' }, expected: { covered: 'array', void: 'array' } },
  notes: {},
  groups: () => [{ comment: 'one record', context: {}, cases: cases() }],
  run: ({ history }) => accepted(judged(history as unknown as Draft[])),
};
