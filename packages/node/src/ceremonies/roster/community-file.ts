import { openDirectory, RosterTree, rootAuthority } from '@liaison/identity';
import { orThrow } from '@liaison/protocol';
import { homeError } from '../../home/home-errors.js';
import { admitDocuments } from '../../replica/incoming/admit-documents.js';
import type { ReplicaContext } from '../../replica/replica-context.js';
import { inReplicaTransaction } from '../../replica/replica-transaction.js';
import { type CommunityFile, readCommunityFile, rosterFileText } from './roster-files.js';
import { type ShownRoster, shownRoster } from './roster-text.js';

/** Every roster and directory that a home holds. */
export const communityOf = ({ authority }: ReplicaContext): Pick<CommunityFile, 'rosters' | 'directories'> => ({
  rosters: authority.rosters().map(({ document }) => document),
  directories: authority.directories().map(({ token }) => token),
});

/** The text of the file that brings another home to where this one is. */
export const exportCommunity = (context: ReplicaContext): string =>
  rosterFileText({ format: 'liaison-community/1', ...communityOf(context) });

export interface ImportCommunityReport {
  /** The roster that stands here afterwards. */
  readonly roster: ShownRoster;
  readonly changed: number;
  /** A home that was alone has joined the community. */
  readonly joined: boolean;
}

/**
 * Takes rosters and directories from a file, as a sync would; what does not verify is refused, shown by `set-aside` and
 * keeps none of the others. A home that has been alone joins the community whose roster names its member with its root key.
 * With `dryRun` it only says what would stand. Throws `roster-file-malformed`, and `roster-differs` for another community.
 */
export function importCommunity(context: ReplicaContext, text: string, dryRun: boolean): ImportCommunityReport {
  const file = readCommunityFile(text);
  const joins = mayJoin(context, file);
  if (dryRun) return { roster: foreseen(context, file, joins), changed: 0, joined: joins };
  if (joins) inReplicaTransaction(context, () => context.authority.joinCommunity(file.rosters));
  const admitted = admitDocuments(context, context.home, {
    rosters: joins ? [] : file.rosters,
    directories: file.directories,
  });
  if (!admitted.ok && admitted.error.code === 'roster-differs') throw admitted.error;
  const changed = (admitted.ok ? admitted.value.changed : 0) + (joins ? file.rosters.length : 0);
  const { roster, fork } = context.authority;
  return { roster: shownRoster(roster, fork), changed, joined: joins };
}

function treeOf(file: CommunityFile): RosterTree {
  const [first, ...later] = file.rosters;
  const tree = orThrow(RosterTree.begin(first));
  for (const roster of later) orThrow(tree.admit(roster));
  return tree;
}

/** A roster of one that nobody else has signed gives way to one in which the same member is named with the same root key. */
function mayJoin({ authority, member }: ReplicaContext, file: CommunityFile): boolean {
  const [own, ...later] = authority.rosters();
  const isAlone = later.length === 0 && own?.membersByCode.size === 1;
  const tree = treeOf(file);
  if (!isAlone || own === undefined || tree.first.id === own.id) return false;
  const named = tree.standing().roster.membersByCode.get(member);
  const self = own.membersByCode.get(member);
  if (named === undefined || named.rootKey !== self?.rootKey || named.number !== self.number) {
    throw homeError('roster-not-named', member);
  }
  return true;
}

/** What would stand, without keeping anything. */
function foreseen(context: ReplicaContext, file: CommunityFile, joins: boolean): ShownRoster {
  const tree = treeOf({ ...file, rosters: joins ? file.rosters : [...communityOf(context).rosters, ...file.rosters] });
  const { roster, fork, last } = tree.standing();
  const authority = rootAuthority(last, tree.all());
  for (const token of file.directories) orThrow(openDirectory(token, authority));
  return shownRoster(roster, fork);
}
