import { SYNC_LIMITS } from '../limits.js';
import type { CallReply, CallRequest } from '../messages.js';
import type { DirectoryMark } from '../sync-replica.js';
import type { CallContext } from './call-context.js';

/** Whether `mark` is a directory that `held` does not have yet; lower versions are never asked for (DIR-4). */
export const isNewer = (mark: DirectoryMark, held: readonly DirectoryMark[]): boolean =>
  (held.find((other) => other.member === mark.member)?.version ?? 0) < mark.version;

/** Our documents that the caller lacks, as many as one answer holds, and our own marks. */
export function answerDocuments(context: CallContext, input: CallRequest<'documents'>): CallReply<'documents'> {
  const { replica } = context;
  const marks = replica.documents();
  const newer = marks.directories.filter((mark) => isNewer(mark, input.directories));
  const directories: string[] = [];
  let chars = 0;
  for (const { member } of newer) {
    const token = replica.directoryToken(member);
    if (token === undefined) continue;
    if (directories.length > 0 && chars + token.length > SYNC_LIMITS.answerBytesTarget) break;
    directories.push(token);
    chars += token.length;
  }
  return {
    ...(marks.roster === input.roster ? {} : { roster: replica.rosterDocument() }),
    directories,
    more: directories.length < newer.length,
    marks,
  };
}

/** Takes what the caller offers; what does not verify is refused, the caller hears the code only. */
export function acceptDocuments(
  context: CallContext,
  input: CallRequest<'offerDocuments'>,
): CallReply<'offerDocuments'> {
  const offer = { roster: input.roster, directories: input.directories };
  const admitted = context.replica.admitDocuments(context.caller, offer);
  if (admitted.ok) return { changed: admitted.value.changed };
  return { changed: 0, refused: { code: admitted.error.code } };
}
