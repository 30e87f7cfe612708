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
export function lackedRosters(own: DocumentMarks, theirs: readonly string[]): string[] {
  const known = new Set(theirs);
  return own.rosters.filter((id) => !known.has(id));
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

/** Our documents that the caller lacks, as many as one answer holds or the name of one that is too large, and our own marks. */
export const answerDocuments = (context: CallContext, input: CallRequest<'documents'>): CallReply<'documents'> =>
  context.replica.reading(() => documentsFor(context, input));

function documentsFor({ replica }: CallContext, input: CallRequest<'documents'>): CallReply<'documents'> {
  const marks = replica.documents();
  const lacked = [
    ...lackedRosters(marks, input.rosters).map((roster) => ({ roster })),
    ...lackedDirectories(marks, input.directories).map(({ id }) => ({ directory: id })),
  ];
  const answer = { rosters: [] as unknown[], directories: [] as string[], more: false, marks };
  let chars = 0;
  for (const [i, name] of lacked.entries()) {
    const document = documentNamed(replica, name);
    const size = sizeOf(document);
    const isFirst = i === 0;
    if (isFirst && size > SYNC_LIMITS.listedDocumentCharsMax)
      return { ...answer, large: name, more: lacked.length > 1 };
    chars += size;
    const isFull = chars > SYNC_LIMITS.answerBytesTarget || answer.directories.length >= SYNC_LIMITS.directoriesMax;
    if (size > SYNC_LIMITS.listedDocumentCharsMax || isFull) return { ...answer, more: true };
    if ('roster' in name) answer.rosters.push(document);
    else if (typeof document === 'string') answer.directories.push(document);
  }
  return answer;
}

type Named = { readonly roster: string } | { readonly directory: string };

const documentNamed = (replica: SyncReplica, name: Named): unknown =>
  'roster' in name ? replica.rosterDocument(name.roster) : replica.directoryToken(name.directory);

const sizeOf = (document: unknown): number =>
  typeof document === 'string' ? document.length : (JSON.stringify(document) ?? '').length;

/** One document by its name, for a caller that saw it named: what it is rests on nothing but the document itself (SYN-13). */
export const answerDocument = ({ replica }: CallContext, name: CallRequest<'document'>): CallReply<'document'> =>
  replica.reading(() => ({ document: documentNamed(replica, name) ?? null }));

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
