import { type Certificate, type SigningKey, scopeCovers, signPin } from '@liaison/identity';
import type { DraftOperation } from '@liaison/ledger';
import {
  canonicalJson,
  FORM,
  type Lane,
  type PinClaims,
  type PinContent,
  type SpaceId,
  type WriterId,
} from '@liaison/protocol';
import type { SpaceRow } from '@liaison/store';
import { homeError } from '../home/home-errors.js';
import type { OpenHome } from '../home/open-home.js';
import { changeDirectory, ownDirectory } from '../home/publish-directory.js';
import { claimedTime } from '../replica/clock.js';
import { projectSections } from '../replica/derived/project-section.js';
import { TouchedSections } from '../replica/derived/touched-sections.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { type Author, writeEntry } from '../replica/write-entry.js';
import { pinnedWriters } from './pinned-writers.js';
import { type PinUpTo, type PlannedPin, planPin } from './plan-pin.js';

export interface PinWriterOptions extends PinChoice {
  /** The home desk, which holds the member's directory key. */
  readonly home: OpenHome;
  /** Unlocks the directory key. */
  readonly passphrase: string;
  /** Signs the entries that carry the pins. */
  readonly author: Author;
}

/** Which pins are asked for. */
export interface PinChoice {
  /** Writer id, officer's name or home's label; a home means every key on that machine. */
  readonly writer: string;
  /** Only in these spaces; left out: in all that have no pin of the writer yet. */
  readonly spaces?: readonly SpaceId[];
  /** How far it counts in these spaces, in place of former pins; left out: as far as it counts here now. */
  readonly upTo?: PinUpTo;
}

export interface PinPlan {
  readonly writer: WriterId;
  /** Every writer that is withdrawn: for a home all of its keys. */
  readonly writers: readonly WriterId[];
  /** Keys on the same machine that are not withdrawn: pin the home if the machine is lost. */
  readonly stillTrusted: readonly WriterId[];
  readonly spaces: readonly PlannedPin[];
  /** Spaces that a writer founded and that nobody heard of before it was reported: with its genesis its audience would be cut. */
  readonly undecided: readonly PlannedPin[];
  /** Spaces whose control lane this author may not write any more; a pin of theirs must come from another home. */
  readonly skipped: readonly SpaceId[];
}

export interface PinWriterReport extends PinPlan {
  readonly directoryVersion: number;
}

/**
 * What `pinWriter` would do: per space what would count and what would be cut, and how much others have built on that.
 * Throws `pin-writer-unknown`, `pin-writer-ambiguous`, `pin-foreign-writer`, `pin-space-missing`, `pin-beyond-held`.
 */
export function planPins(context: ReplicaContext, certificate: Certificate, choice: PinChoice): PinPlan {
  if (choice.upTo !== undefined && choice.spaces === undefined) throw homeError('pin-space-missing');
  const { named, writers, stillTrusted } = pinnedWriters(context, choice.writer);
  const pins: PlannedPin[] = [];
  const skipped: SpaceId[] = [];
  for (const space of context.store.spaces.all()) {
    if (choice.spaces?.includes(space.id) === false) continue;
    const isPinned = (one: WriterId) => context.store.control.pins(space.row, one).length > 0;
    const wanted = choice.upTo === undefined ? writers.filter((one) => !isPinned(one)) : writers;
    if (wanted.length === 0) continue;
    if (!mayCarry(context, certificate, space)) skipped.push(space.id);
    else pins.push(...wanted.map((one) => planPin(context, space, one, choice.upTo ?? 'counting')));
  }
  // nobody's default takes a space from all who worked there
  const isOpen = (pin: PlannedPin) => choice.upTo === undefined && pin.cutsSpace;
  const undecided = new Set(pins.filter(isOpen).map(({ space }) => space));
  return {
    writer: named,
    writers,
    stillTrusted,
    spaces: pins.filter(({ space }) => !undecided.has(space)),
    undecided: pins.filter(({ space }) => undecided.has(space)),
    skipped,
  };
}

/**
 * Withdraws a writer of the own member, such as a stolen laptop: marks it revoked in the next version of the directory,
 * and pins its logs in every space of this home, all in one transaction: to what counts here, or where the desk says so
 * to anything that is held. What it wrote up to there stays; what comes later counts nowhere. Run again after more spaces
 * have arrived, it pins in those. Throws what `planPins` throws, `directory-key-missing`, `passphrase-wrong`,
 * `pin-carrier-withdrawn`.
 */
export async function pinWriter(options: PinWriterOptions): Promise<PinWriterReport> {
  const { home, passphrase, author } = options;
  const { context } = home.replica;
  const { writers } = pinnedWriters(context, options.writer);
  const carrier = author.certificate.claims.writer;
  if (writers.includes(carrier) || context.authority.isRevoked(carrier)) {
    throw homeError('pin-carrier-withdrawn', carrier);
  }
  const key = await home.unlockDirectoryKey(passphrase);
  let plan: PinPlan | undefined;
  const directory = changeDirectory(home.replica, { revoked: writers }, key, () => {
    const touched = new TouchedSections();
    plan = planPins(context, author.certificate, options);
    for (const pins of pinsBySpace(plan.spaces)) signPins(context, pins, { key, author }, touched);
    projectSections(context, touched);
  });
  if (plan === undefined) throw new Error('the pins are planned in the transaction');
  return { ...plan, directoryVersion: directory.version };
}

function pinsBySpace(pins: readonly PlannedPin[]): PlannedPin[][] {
  const spaces = new Map<SpaceId, PlannedPin[]>();
  for (const pin of pins) spaces.set(pin.space, [...(spaces.get(pin.space) ?? []), pin]);
  return [...spaces.values()];
}

/** Whether a control entry of this author has a right in the space as it stands; without one nothing may be signed. */
export function mayCarry(context: ReplicaContext, certificate: Certificate, space: SpaceRow): boolean {
  const { member, writer } = certificate.claims;
  const { owner, audience, founders } = context.standings.of(space.row);
  return (member === owner || audience.has(member)) && scopeCovers(certificate, space.id, founders.has(writer));
}

/** One control entry carries the pins of a space. */
function signPins(
  context: ReplicaContext,
  pins: readonly PlannedPin[],
  { key, author }: { readonly key: SigningKey; readonly author: Author },
  touched: TouchedSections,
): void {
  const delegation = ownDirectory(context).delegation.token;
  const roster = context.authority.roster.id;
  const operations = pins.map(({ space, writer, control, record, replaces }) => {
    const at = claimedTime(context.clock);
    const heads = { control: control.upTo, record: record.upTo, replaces: [...replaces].sort() };
    const claims: PinClaims = { v: 1, member: context.member, space, writer, ...heads, at };
    return pinOperation({ delegation, pin: signPin(claims, key).token, roster });
  });
  const [first] = pins;
  if (first !== undefined) writeEntry(context, author, { space: first.space, lane: 'control' }, operations, touched);
}

/** An operation that carries a pin (PIN-2). */
export const pinOperation = (content: PinContent): DraftOperation => ({
  form: FORM.json,
  header: { op: 'pin' },
  content: Buffer.from(canonicalJson(content)),
});

/** The last entry of a writer's log that counts here; a forked log has several rows and counts up to the fork. */
export function lastCounting(
  context: ReplicaContext,
  space: SpaceRow,
  lane: Lane,
  writer: WriterId,
): PinClaims['record'] {
  const { logs, counting } = context.standings.of(space.row);
  let last: PinClaims['record'] = null;
  for (const log of logs) {
    const entry = log.lane === lane && log.writer === writer ? counting.get(log.row) : undefined;
    if (entry !== undefined && entry.seq > (last?.seq ?? 0)) last = { id: entry.id, seq: entry.seq };
  }
  return last;
}
