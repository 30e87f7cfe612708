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
import { projectSections } from '../replica/project-section.js';
import type { ReplicaContext } from '../replica/replica-context.js';
import { TouchedSections } from '../replica/touched-sections.js';
import { type Author, writeEntry } from '../replica/write-entry.js';
import { pinnedWriters } from './pinned-writers.js';

export interface PinWriterOptions {
  /** The home desk, which holds the member's directory key. */
  readonly home: OpenHome;
  /** Writer id, officer's name or home's label; a home means every key on that machine. */
  readonly writer: string;
  /** Unlocks the directory key. */
  readonly passphrase: string;
  /** Signs the entries that carry the pins. */
  readonly author: Author;
}

/** How far a writer counts in one space: the last sequence number per lane, null where nothing counts. */
export interface PinnedSpace {
  readonly space: SpaceId;
  readonly writer: WriterId;
  readonly control: number | null;
  readonly record: number | null;
}

export interface PinWriterReport {
  readonly writer: WriterId;
  /** Every writer that is withdrawn: for a home all of its keys. */
  readonly writers: readonly WriterId[];
  /** Keys on the same machine that are not withdrawn: pin the home if the machine is lost. */
  readonly stillTrusted: readonly WriterId[];
  /** Pins made now; a space that had them already is left as it is. */
  readonly spaces: readonly PinnedSpace[];
  /** Spaces whose control lane this author may not write any more; a pin of theirs must come from another home. */
  readonly skipped: readonly SpaceId[];
  readonly directoryVersion: number;
}

/**
 * Withdraws a writer of the own member, such as a stolen laptop: marks it revoked in the next version of the directory,
 * and pins its logs in every space of this home to what is held here, all in one transaction. What it wrote up to there
 * stays; what comes later counts nowhere. Run again after more spaces have arrived, it pins in those. Throws
 * `directory-key-missing`, `passphrase-wrong`, `pin-writer-unknown`, `pin-writer-ambiguous`, `pin-foreign-writer`,
 * `pin-carrier-withdrawn`.
 */
export async function pinWriter({ home, writer, passphrase, author }: PinWriterOptions): Promise<PinWriterReport> {
  const { context } = home.replica;
  const { named, writers, stillTrusted } = pinnedWriters(context, writer);
  const carrier = author.certificate.claims.writer;
  if (writers.includes(carrier) || context.authority.isRevoked(carrier)) {
    throw homeError('pin-carrier-withdrawn', carrier);
  }
  const key = await home.unlockDirectoryKey(passphrase);
  const made: PinnedSpace[] = [];
  const skipped: SpaceId[] = [];
  const directory = changeDirectory(home.replica, { revoked: writers }, key, () => {
    const touched = new TouchedSections();
    for (const space of context.store.spaces.all()) {
      const unpinned = writers.filter((one) => context.store.control.pins(space.row, one).length === 0);
      if (unpinned.length === 0) continue;
      if (!mayCarry(context, author.certificate, space)) skipped.push(space.id);
      else made.push(...pinInSpace(context, { space, writers: unpinned, key, author }, touched));
    }
    projectSections(context, touched);
  });
  return { writer: named, writers, stillTrusted, spaces: made, skipped, directoryVersion: directory.version };
}

/** Whether a control entry of this author has a right in the space as it stands; without one nothing may be signed. */
export function mayCarry(context: ReplicaContext, certificate: Certificate, space: SpaceRow): boolean {
  const { member, writer } = certificate.claims;
  const { owner, audience, founders } = context.standings.of(space.row);
  return (member === owner || audience.has(member)) && scopeCovers(certificate, space.id, founders.has(writer));
}

interface SpacePins {
  readonly space: SpaceRow;
  readonly writers: readonly WriterId[];
  readonly key: SigningKey;
  readonly author: Author;
}

function pinInSpace(
  context: ReplicaContext,
  { space, writers, key, author }: SpacePins,
  touched: TouchedSections,
): PinnedSpace[] {
  const claims = writers.map((writer): PinClaims => {
    const control = lastCounting(context, space, 'control', writer);
    const record = lastCounting(context, space, 'record', writer);
    const at = claimedTime(context.clock);
    return { v: 1, member: context.member, space: space.id, writer, control, record, replaces: [], at };
  });
  const delegation = ownDirectory(context).delegation.token;
  const roster = context.authority.roster.id;
  const operations = claims.map((pin) => pinOperation({ delegation, pin: signPin(pin, key).token, roster }));
  writeEntry(context, author, { space: space.id, lane: 'control' }, operations, touched);
  return claims.map(({ writer, control, record }) => {
    return { space: space.id, writer, control: control?.seq ?? null, record: record?.seq ?? null };
  });
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
