import {
  addSignature,
  type OpenRoster,
  openRoster,
  openThresholdPin,
  RosterTree,
  type SigningKey,
} from '@liaison/identity';
import { orThrow } from '@liaison/protocol';
import { homeError } from '../../home/home-errors.js';
import { type RosterProposal, readRosterProposal, rosterFileText } from './roster-files.js';
import { type RosterDifference, rosterDifference, type ShownRoster, shownRoster } from './roster-text.js';

/** What a signer is shown before it signs, and who has signed so far. */
export interface ShownProposal {
  /** The roster before, as this file has it: compare its fingerprint with the own home's. */
  readonly previous: ShownRoster;
  readonly roster: ShownRoster | null;
  readonly difference: RosterDifference | null;
  /** Spaces and writers of a former member that are to be pinned. */
  readonly pins: readonly { readonly member: string; readonly space: string; readonly writer: string }[];
  /** Codes of the members whose roots have signed everything in the file. */
  readonly signedBy: readonly string[];
}

interface OpenedProposal {
  readonly file: RosterProposal;
  readonly previous: OpenRoster;
  readonly roster: OpenRoster | undefined;
}

/** Reads a proposal with all that it rests on. No home is needed, so that a root key can stay on a machine of its own. */
export function showProposal(text: string): ShownProposal {
  const { file, previous, roster } = openProposal(text);
  const pins = file.pins.map((pin) => orThrow(openThresholdPin(pin, previous, { partial: true })).claims);
  return {
    previous: shownRoster(previous),
    roster: roster === undefined ? null : shownRoster(roster),
    difference: roster === undefined ? null : rosterDifference(roster, previous),
    pins: pins.map(({ member, space, writer }) => ({ member, space, writer })),
    signedBy: signersOf({ file, previous, roster }),
  };
}

/** The same file with one more signature on everything in it. Throws `roster-key-unknown` for a key that counts nowhere. */
export function signProposal(text: string, rootKey: SigningKey): string {
  const { file, previous, roster } = openProposal(text);
  const mayPin = previous.claims.members.some((member) => member.rootKey === rootKey.publicKey);
  const mayRoster = mayPin || roster?.claims.members.some((member) => member.rootKey === rootKey.publicKey) === true;
  const counts = file.roster === null ? mayPin : mayRoster;
  if (!counts) throw homeError('roster-key-unknown', rootKey.publicKey);
  return rosterFileText({
    ...file,
    roster: file.roster === null ? null : addSignature(file.roster, rootKey),
    pins: mayPin ? file.pins.map((pin) => addSignature(pin, rootKey)) : file.pins,
  });
}

/** Throws what is wrong with the chain of rosters, with the proposal or with a signature that it has already. */
export function openProposal(text: string): OpenedProposal {
  const file = readRosterProposal(text);
  const [first, ...later] = file.rosters;
  const tree = orThrow(RosterTree.begin(first));
  for (const roster of later) orThrow(tree.admit(roster));
  const named = file.roster === null ? undefined : previousOf(file.roster.signed);
  const previous = named === undefined ? tree.standing().roster : tree.all().find(({ id }) => id === named);
  if (previous === undefined) throw homeError('roster-file-malformed', 'the roster before is missing');
  const roster = file.roster === null ? undefined : orThrow(openRoster(file.roster, previous, { partial: true }));
  return { file, previous, roster };
}

function previousOf(signed: string): unknown {
  try {
    const claims: unknown = JSON.parse(Buffer.from(signed.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return (claims as { previous?: unknown }).previous;
  } catch {
    return undefined;
  }
}

function signersOf({ file, previous, roster }: OpenedProposal): string[] {
  const documents = [...(file.roster === null ? [] : [file.roster]), ...file.pins];
  const members = [...previous.claims.members, ...(roster?.claims.members ?? [])];
  const signed = members.filter(({ rootKey }) =>
    documents.every(({ signatures }) => signatures.some((signature) => signature.rootKey === rootKey)),
  );
  return [...new Set(signed.map(({ code }) => code))].sort();
}
