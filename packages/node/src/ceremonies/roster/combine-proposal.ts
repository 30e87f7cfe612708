import { joinSignatures, openRoster, openThresholdPin } from '@liaison/identity';
import { orThrow, type SpaceId } from '@liaison/protocol';
import { homeError } from '../../home/home-errors.js';
import { projectSections } from '../../replica/derived/project-section.js';
import { TouchedSections } from '../../replica/derived/touched-sections.js';
import { admitDocuments } from '../../replica/incoming/admit-documents.js';
import type { ReplicaContext } from '../../replica/replica-context.js';
import { inReplicaTransaction } from '../../replica/replica-transaction.js';
import { type Author, writeEntry } from '../../replica/write-entry.js';
import { mayCarry, pinOperation } from '../pin-writer.js';
import { type RosterProposal, readRosterProposal, rosterFileText } from './roster-files.js';
import { type ShownRoster, shownRoster } from './roster-text.js';
import { openProposal } from './sign-proposal.js';

/** The files of one proposal, signed by different members, as one. Throws `roster-file-malformed` where they are of several. */
export function joinProposals(texts: readonly string[]): string {
  const [first, ...others] = texts.map(readRosterProposal);
  if (first === undefined) throw homeError('roster-file-malformed', 'no file was given');
  return rosterFileText(others.reduce(joinTwo, first));
}

function joinTwo(a: RosterProposal, b: RosterProposal): RosterProposal {
  const isSame = a.roster?.signed === b.roster?.signed && a.pins.every((pin, i) => pin.signed === b.pins[i]?.signed);
  if (!isSame || a.pins.length !== b.pins.length) {
    throw homeError('roster-file-malformed', 'the files are not of one proposal');
  }
  const roster = a.roster === null ? null : joinSignatures(a.roster, b.roster?.signatures ?? []);
  const pins = a.pins.map((pin, i) => joinSignatures(pin, b.pins[i]?.signatures ?? []));
  return { ...a, roster, pins };
}

export interface CombineReport {
  /** The roster that stands here afterwards. */
  readonly roster: ShownRoster;
  /** Spaces in which a former member's writers were pinned now. */
  readonly pinned: readonly SpaceId[];
  /** Spaces that this home does not hold, or in which its officer may not write: the pins must come from another home. */
  readonly skipped: readonly string[];
}

export interface CombineOptions {
  readonly texts: readonly string[];
  /** Signs the entries that carry pins; a proposal without pins needs none. */
  readonly author?: Author;
  /** Only check whether enough have signed. */
  readonly dryRun: boolean;
}

/**
 * Publishes what enough members have signed: the roster at once, pins of a former member in the spaces that this home
 * holds. From here both travel by sync and by `exportCommunity`. Throws `roster-signature-missing` with who is still to be
 * asked, and whatever is wrong with a signature; then nothing has changed.
 */
export function combineProposal(context: ReplicaContext, { texts, author, dryRun }: CombineOptions): CombineReport {
  const { file, previous } = openProposal(joinProposals(texts));
  const roster = file.roster === null ? undefined : orThrow(openRoster(file.roster, previous));
  const pins = file.pins.map((pin) => orThrow(openThresholdPin(pin, previous)));
  if (dryRun) {
    const { authority } = context;
    return { roster: shownRoster(roster ?? authority.roster), pinned: [], skipped: [] };
  }
  const rosters = [...file.rosters, ...(file.roster === null ? [] : [file.roster])];
  orThrow(admitDocuments(context, context.home, { rosters, directories: file.directories }));
  if (pins.length > 0 && author === undefined) throw homeError('officer-unknown', 'anything');
  const carried = author === undefined ? { pinned: [], skipped: [] } : carryPins(context, author, previous.id, pins);
  return { roster: shownRoster(context.authority.roster, context.authority.fork), ...carried };
}

type OpenPins = readonly Extract<ReturnType<typeof openThresholdPin>, { ok: true }>['value'][];

function carryPins(
  context: ReplicaContext,
  author: Author,
  roster: Parameters<typeof pinOperation>[0]['roster'],
  pins: OpenPins,
) {
  const pinned: SpaceId[] = [];
  const skipped: string[] = [];
  inReplicaTransaction(context, () => {
    const touched = new TouchedSections();
    for (const id of new Set(pins.map(({ claims }) => claims.space))) {
      const space = context.store.spaces.byId(id);
      const own = pins.filter(({ claims }) => claims.space === id);
      if (space === undefined || !mayCarry(context, author.certificate, space)) skipped.push(id);
      else if (
        own.some((pin) => context.store.control.pins(space.row, pin.claims.writer).every((held) => held.id !== pin.id))
      ) {
        const operations = own.map(({ document }) => pinOperation({ roster, ...document }));
        writeEntry(context, author, { space: id, lane: 'control' }, operations, touched);
        pinned.push(id);
      }
    }
    projectSections(context, touched);
  });
  return { pinned, skipped };
}
