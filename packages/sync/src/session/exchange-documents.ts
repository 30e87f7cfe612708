import { malformedAnswer } from '../errors.js';
import { SYNC_LIMITS } from '../limits.js';
import { isNewer } from '../router/answer-documents.js';
import type { DocumentMarks } from '../sync-replica.js';
import { batches } from './batches.js';
import type { Session } from './session.js';

/** Roster and directories both ways, before anything that they decide about (SYN-4). */
export async function exchangeDocuments(session: Session): Promise<void> {
  session.enter('documents');
  const theirs = await fetchDocuments(session);
  await offerDocuments(session, theirs);
  const own = session.replica.documents().directories;
  const forked = theirs.directories.filter((mark) =>
    own.some((other) => other.member === mark.member && other.version === mark.version && other.id !== mark.id),
  );
  session.alarm(
    'directory-forked',
    forked.map((mark) => mark.member),
  );
}

async function fetchDocuments(session: Session): Promise<DocumentMarks> {
  for (let calls = 0; calls < SYNC_LIMITS.documentCallsMax; calls++) {
    const { roster, directories, more, marks } = await session.ask('documents', session.replica.documents());
    let changed = 0;
    if (roster !== undefined || directories.length > 0) {
      const admitted = session.replica.admitDocuments(session.client.peer, { roster, directories });
      if (admitted.ok) changed = admitted.value.changed;
      else session.alarm('documents-refused', [admitted.error.code]);
    }
    session.otherChanges += changed;
    if (!more || changed === 0) return marks;
  }
  throw malformedAnswer('there is no end to its documents');
}

async function offerDocuments(session: Session, theirs: DocumentMarks): Promise<void> {
  const { replica } = session;
  const own = replica.documents();
  const tokens = own.directories
    .filter((mark) => isNewer(mark, theirs.directories))
    .flatMap((mark) => replica.directoryToken(mark.member) ?? []);
  let roster = own.roster === theirs.roster ? undefined : replica.rosterDocument();
  const limits = { countMax: SYNC_LIMITS.directoriesMax, weightMax: SYNC_LIMITS.offerCharsTarget };
  const offers = batches(tokens, (token) => token.length, limits);
  if (offers.length === 0 && roster !== undefined) offers.push([]);
  for (const directories of offers) {
    const offer = roster === undefined ? { directories } : { roster, directories };
    roster = undefined;
    const { changed, refused } = await session.ask('offerDocuments', offer);
    session.otherChanges += changed;
    if (refused !== undefined) session.alarm('documents-refused-by-peer', [refused.code]);
  }
}
