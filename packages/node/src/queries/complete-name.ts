import { KINDS } from '@liaison/records';
import { knownPeers } from '../commands/known-peers.js';
import { knownHomes } from '../home/known-homes.js';
import type { OpenHome } from '../home/open-home.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { spaceTitle } from './list-spaces.js';

/** What a word on the command line can name. */
export const COMPLETED = ['space', 'record', 'member', 'peer', 'officer', 'home', 'kind'] as const;
export type Completed = (typeof COMPLETED)[number];

export interface NamedCandidate {
  readonly value: string;
  /** What a person knows it by; empty where the value says it. */
  readonly note: string;
}

const CANDIDATES_MAX = 50;

/** Names that begin as somebody typed; of spaces also those whose title has it, since nobody remembers an id. */
export function completeName(home: OpenHome, of: Completed, begin: string): NamedCandidate[] {
  const { context } = home.replica;
  const found = of === 'record' ? recordsOf(context, begin) : candidatesOf(home, context, of);
  const typed = begin.toLowerCase();
  const fits = ({ value, note }: NamedCandidate) =>
    value.toLowerCase().startsWith(typed) || (of === 'space' && typed !== '' && note.toLowerCase().includes(typed));
  return found.filter(fits).slice(0, CANDIDATES_MAX);
}

const plain = (values: readonly string[]): NamedCandidate[] => values.map((value) => ({ value, note: '' }));

function candidatesOf(home: OpenHome, context: ReplicaContext, of: Exclude<Completed, 'record'>): NamedCandidate[] {
  switch (of) {
    case 'space':
      return context.store.spaces.all().map((space) => ({ value: space.id, note: spaceTitle(context, space) ?? '' }));
    case 'member':
      return plain([...context.authority.roster.membersByCode.keys()]);
    case 'peer':
      return plain([...new Set(knownPeers(context).map(({ name }) => name))]);
    case 'officer':
      return plain(home.actingOfficers.map(({ name }) => name));
    case 'home':
      return plain(knownHomes(context.store).map(({ label }) => label));
    case 'kind':
      return KINDS.filter(({ internal }) => !internal).map(({ name, labels }) => ({ value: name, note: labels.en }));
  }
}

const recordsOf = ({ store }: ReplicaContext, begin: string): NamedCandidate[] =>
  begin === '' ? [] : plain(store.sections.numbersBeginning(begin.toUpperCase(), CANDIDATES_MAX));
