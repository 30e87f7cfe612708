import { createHash } from 'node:crypto';
import { LiaisonError } from '@liaison/protocol';
import type { AnsweredCallRow } from '@liaison/store';
import type { OpenHome } from '../home/open-home.js';
import { asAskedChange } from '../replica/asked-change.js';
import { refusedWith } from './desk-refusals.js';
import type { Step } from './long-work.js';

/** So long a repeated call is answered as the first was. */
const KEPT_MS = 86_400_000;
/** A longer answer is not kept; the call is known to have been made. */
const ANSWER_CHARS_MAX = 1_048_576;

export interface KeyedCall {
  /** Empty for the owner of the home's files. */
  readonly officer: string;
  readonly key: string;
  /** Such as `record.edit`. */
  readonly call: string;
  /** Without the key. */
  readonly input: unknown;
}

type Outcome = { readonly ok: true; readonly data: unknown } | { readonly ok: false };

const underWay = new WeakMap<OpenHome, Set<string>>();

/**
 * Makes a change at most once for its key (WEB-7): a call that is repeated within a day, also after a restart, is answered
 * as the first was. Throws `key-reused` for another call or input under the key, `change-under-way` while the first is
 * made, and `answer-lost` where the node stopped between the change and its answer.
 */
export async function onceOnly<Made extends Outcome>(
  home: OpenHome,
  keyed: KeyedCall,
  make: () => Promise<Made>,
): Promise<Made | { readonly ok: true; readonly data: unknown }> {
  const { store } = home.replica.context;
  const before = store.answeredCalls.get(keyed.officer, keyed.key);
  const row = { ...keyed, digest: digestOf(keyed.input), at: home.replica.context.clock.unixMs() };
  if (before !== undefined) return answeredBefore(before, row);
  const done = begin(home, keyed);
  try {
    const made = await asAskedChange(() => store.answeredCalls.put(noted(row, null)), make);
    if (!made.ok) return made;
    const keep = (data: unknown, form: AnswerForm) => keepAnswer(home, noted(row, encoded(data, form)));
    if (isSteps(made.data))
      return { ...made, data: followed(made.data, (result) => keep(result, 'steps'), done.later()) };
    await keep(made.data, 'plain');
    return made;
  } finally {
    done.now();
  }
}

type AnswerForm = 'plain' | 'steps';
type CallRow = KeyedCall & { readonly digest: string; readonly at: number };

const noted = ({ officer, key, call, digest, at }: CallRow, answer: string | null): AnsweredCallRow => ({
  officer,
  key,
  call,
  digest,
  answer,
  at,
});

function encoded(data: unknown, form: AnswerForm): string | null {
  const text = JSON.stringify({ form, data });
  return text.length > ANSWER_CHARS_MAX ? null : text;
}

async function keepAnswer(home: OpenHome, row: AnsweredCallRow): Promise<void> {
  const { answeredCalls } = home.replica.context.store;
  await home.work.command(() =>
    home.replica.transaction(() => {
      answeredCalls.put(row);
      answeredCalls.forgetBefore(row.at - KEPT_MS);
    }),
  );
}

function answeredBefore(before: AnsweredCallRow, row: CallRow): { ok: true; data: unknown } {
  if (before.call !== row.call || before.digest !== row.digest) throw conflict(KEY_REUSED);
  if (before.answer === null) throw conflict(ANSWER_LOST);
  const { form, data } = JSON.parse(before.answer) as { form: AnswerForm; data?: unknown };
  return { ok: true, data: form === 'steps' ? lastStep(data) : data };
}

async function* lastStep(result: unknown): AsyncGenerator<Step<never, unknown>> {
  yield { type: 'result', result };
}

/** The same key twice at once; long work is under way until its last step has been read. */
function begin(home: OpenHome, { officer, key }: KeyedCall): { now(): void; later(): () => void } {
  const keys = underWay.get(home) ?? new Set();
  underWay.set(home, keys);
  const name = `${officer} ${key}`;
  if (keys.has(name)) throw conflict(UNDER_WAY);
  keys.add(name);
  let isLater = false;
  const end = () => void keys.delete(name);
  return {
    now: () => {
      if (!isLater) end();
    },
    later: () => {
      isLater = true;
      return end;
    },
  };
}

const isSteps = (data: unknown): data is AsyncIterable<Step<unknown, unknown>> =>
  typeof data === 'object' && data !== null && Symbol.asyncIterator in data;

async function* followed(
  steps: AsyncIterable<Step<unknown, unknown>>,
  keep: (result: unknown) => Promise<void>,
  end: () => void,
): AsyncGenerator<Step<unknown, unknown>> {
  try {
    for await (const step of steps) {
      if (step.type === 'result') await keep(step.result);
      yield step;
    }
  } finally {
    end();
  }
}

/** Of what was asked for; a passphrase is no part of it, not even as a hash. */
function digestOf(input: unknown): string {
  const text = JSON.stringify(input, (name, value: unknown) => (/passphrase/i.test(name) ? undefined : value)) ?? '';
  return createHash('sha256').update(text).digest('hex');
}

const KEY_REUSED = new LiaisonError(
  'key-reused',
  'This key was used for another change before, so nothing was done.',
  'Load the page again and repeat what you did.',
);
const UNDER_WAY = new LiaisonError(
  'change-under-way',
  'This very change is being made at this moment.',
  'Wait a moment; the page shows it when it is done.',
);
const ANSWER_LOST = new LiaisonError(
  'answer-lost',
  'This change was made before; only the answer to it was lost.',
  'Load the page again: it shows what is held.',
);

const conflict = (failed: LiaisonError) => refusedWith('CONFLICT', failed);
