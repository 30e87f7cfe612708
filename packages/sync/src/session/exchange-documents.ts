import { malformedAnswer, syncError } from '../errors.js';
import { SYNC_LIMITS } from '../limits.js';
import { fitting, lackedDirectories, lackedRosters } from '../router/answer-documents.js';
import type { DocumentMarks } from '../sync-replica.js';
import type { Session } from './session.js';

/**
 * Rosters and directories both ways, before anything that they decide about (SYN-4). Throws `roster-differs` where no chain leads
 * from one side's roster to the other's: under different rosters nothing else would ever be equal.
 */
export async function exchangeDocuments(session: Session): Promise<void> {
  session.enter('documents');
  for (let round = 1; ; round++) {
    const theirs = await offerDocuments(session, await fetchDocuments(session));
    const own = session.replica.documents();
    if (own.roster === theirs.roster) return;
    // either side may have heard of a new roster from somebody else while the documents were on their way
    if (round === SYNC_LIMITS.documentRoundsMax) throw differentRosters(own, theirs);
  }
}

/** Answers with the peer's marks as it gave them last. */
async function fetchDocuments(session: Session): Promise<DocumentMarks> {
  for (let calls = 0; calls < SYNC_LIMITS.documentCallsMax; calls++) {
    const { rosters, directories, more, marks } = await session.ask('documents', session.replica.documents());
    let changed = 0;
    if (rosters.length + directories.length > 0) {
      const admitted = await session.replica.admitDocuments(session.client.peer, { rosters, directories });
      if (admitted.ok) changed = admitted.value.changed;
      else session.alarm('documents-refused', [admitted.error.code]);
    }
    session.otherChanges += changed;
    if (!more || changed === 0) return marks;
  }
  throw malformedAnswer('there is no end to its documents');
}

/** Offers what the peer lacks, and answers with its marks afterwards. */
async function offerDocuments(session: Session, before: DocumentMarks): Promise<DocumentMarks> {
  const { replica } = session;
  const own = replica.documents();
  let rosters = lackedRosters(replica, own, before.rosters);
  let tokens = lackedDirectories(own, before.directories).flatMap(({ id }) => replica.directoryToken(id) ?? []);
  let theirs = before;
  while (rosters.length + tokens.length > 0) {
    const { more: _more, ...offer } = fitting(rosters, tokens, SYNC_LIMITS.offerCharsTarget);
    rosters = rosters.slice(offer.rosters.length);
    tokens = tokens.slice(offer.directories.length);
    const { changed, refused, marks } = await session.ask('offerDocuments', offer);
    session.otherChanges += changed;
    if (refused !== undefined) session.alarm('documents-refused-by-peer', [refused.code]);
    theirs = marks;
  }
  return theirs;
}

const differentRosters = (own: DocumentMarks, theirs: DocumentMarks) =>
  syncError(
    'roster-differs',
    `here ${own.roster} (version ${own.version}), there ${theirs.roster} (version ${theirs.version})`,
    {
      data: { own: own.roster, theirs: theirs.roster },
    },
  );
