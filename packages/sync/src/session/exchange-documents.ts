import { malformedAnswer, syncError } from '../errors.js';
import { SYNC_LIMITS } from '../limits.js';
import { type DocumentName, documentToken } from '../messages.js';
import { fitting, lackedDirectories, lackedRosters } from '../router/answer-documents.js';
import type { DocumentMarks, DocumentOffer } from '../sync-replica.js';
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
  const asked: DocumentName[] = [];
  for (let calls = 0; calls < SYNC_LIMITS.documentCallsMax; calls++) {
    const named = asNamed(session.replica.documents(), asked);
    const { large, more, marks, ...listed } = await session.ask('documents', named);
    const changed = await admit(session, large === undefined ? listed : await fetchDocument(session, large));
    if (large !== undefined) asked.push(large);
    if (!more || (changed === 0 && large === undefined)) return marks;
  }
  throw malformedAnswer('there is no end to its documents');
}

/** Our marks, and as if it were held what was fetched by itself: whatever became of that, it is not to be named again. */
function asNamed(own: DocumentMarks, asked: readonly DocumentName[]): DocumentMarks {
  const rosters = asked.flatMap((name) =>
    'roster' in name && !own.rosters.includes(name.roster) ? [name.roster] : [],
  );
  const held = new Set(own.directories.map(({ id }) => id));
  const directories = asked.flatMap((name) =>
    'directory' in name && !held.has(name.directory) ? [{ member: FETCHED, version: 1, id: name.directory }] : [],
  );
  return { ...own, rosters: [...own.rosters, ...rosters], directories: [...own.directories, ...directories] };
}

/** Stands for the member in the mark of a directory that was fetched: whose it is, is for `admitDocuments` to find. */
const FETCHED = 'XX';

/** A document that is too large for a list. What came of it is kept, also for a later session (SYN-13). */
async function fetchDocument(session: Session, name: DocumentName): Promise<DocumentOffer> {
  const { document } = await session.ask('document', name);
  const none = { rosters: [], directories: [] };
  if (document === null || document === undefined) return none;
  if ('roster' in name) return { ...none, rosters: [document] };
  const token = documentToken.safeParse(document);
  if (!token.success) throw malformedAnswer('a directory is no text of an allowed length', token.error);
  return { ...none, directories: [token.data] };
}

async function admit(session: Session, { rosters, directories }: DocumentOffer): Promise<number> {
  if (rosters.length + directories.length === 0) return 0;
  const admitted = await session.replica.admitDocuments(session.client.peer, { rosters, directories });
  if (!admitted.ok) session.alarm('documents-refused', [admitted.error.code]);
  const changed = admitted.ok ? admitted.value.changed : 0;
  session.otherChanges += changed;
  return changed;
}

/** Offers what the peer lacks, and answers with its marks afterwards. */
async function offerDocuments(session: Session, before: DocumentMarks): Promise<DocumentMarks> {
  const { replica } = session;
  const own = replica.documents();
  let rosters = lackedRosters(own, before.rosters).map((id) => replica.rosterDocument(id));
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
