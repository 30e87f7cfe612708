import { SYNC_LIMITS } from '../limits.js';
import type { CallReply, CallRequest } from '../messages.js';
import type { DirectoryMark, DocumentMarks, SyncReplica } from '../sync-replica.js';
import type { CallContext } from './call-context.js';

/** Directories that the other side does not hold; whether it wants to, it judges itself (DIR-4). */
export const lackedDirectories = (own: DocumentMarks, theirs: readonly DirectoryMark[]): DirectoryMark[] => {
  const known = new Set(theirs.map(({ id }) => id));
  return own.directories.filter(({ id }) => !known.has(id));
};

/** Rosters that the other side does not hold, each after the one that it follows. */
export function lackedRosters(replica: SyncReplica, own: DocumentMarks, theirs: readonly string[]): unknown[] {
  const known = new Set(theirs);
  return own.rosters.filter((id) => !known.has(id)).map((id) => replica.rosterDocument(id));
}

/** Rosters and then directories, as many as fit; `more` when some are left. */
export function fitting(rosters: readonly unknown[], directories: readonly string[], charsMax: number) {
  const chosen = { rosters: [] as unknown[], directories: [] as string[] };
  let chars = 0;
  const fits = (length: number) => {
    const isFirst = chars === 0;
    chars += length;
    return isFirst || chars <= charsMax;
  };
  for (const roster of rosters) {
    if (!fits(JSON.stringify(roster).length)) return { ...chosen, more: true };
    chosen.rosters.push(roster);
  }
  for (const directory of directories) {
    if (chosen.directories.length >= SYNC_LIMITS.directoriesMax || !fits(directory.length))
      return { ...chosen, more: true };
    chosen.directories.push(directory);
  }
  return { ...chosen, more: false };
}

/** Our documents that the caller lacks, as many as one answer holds, and our own marks. */
export const answerDocuments = (context: CallContext, input: CallRequest<'documents'>): CallReply<'documents'> =>
  context.replica.reading(() => documentsFor(context, input));

function documentsFor({ replica }: CallContext, input: CallRequest<'documents'>): CallReply<'documents'> {
  const marks = replica.documents();
  const rosters = lackedRosters(replica, marks, input.rosters);
  const tokens = lackedDirectories(marks, input.directories).flatMap(({ id }) => replica.directoryToken(id) ?? []);
  return { ...fitting(rosters, tokens, SYNC_LIMITS.answerBytesTarget), marks };
}

/** Takes what the caller offers; what does not verify is refused, the caller hears the code only. */
export async function acceptDocuments(
  context: CallContext,
  { rosters, directories }: CallRequest<'offerDocuments'>,
): Promise<CallReply<'offerDocuments'>> {
  const { replica, caller } = context;
  const admitted = await replica.admitDocuments(caller, { rosters, directories });
  const marks = replica.documents();
  if (admitted.ok) return { changed: admitted.value.changed, marks };
  return { changed: 0, refused: { code: admitted.error.code }, marks };
}
