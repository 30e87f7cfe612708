import type { Certificate, Directory } from '@liaison/identity';
import { failure, LiaisonError, type Result, success, type WriterId } from '@liaison/protocol';
import type { DocumentOffer } from '@liaison/sync';
import type { ReplicaContext } from '../replica-context.js';
import { inReplicaTransaction } from '../replica-transaction.js';
import { settleHolds } from '../rights/revocation.js';
import { releaseWaiting } from './ingest-page.js';
import { putRefusal } from './page-refusals.js';
import { rejudgeSpaces } from './rejudge-space.js';

/**
 * Takes rosters, in the order of their versions, and then directories: what verifies is kept, what does not is refused
 * and shown, and keeps none of the others. Fails with the first refusal. Where a writer's certificate means something else
 * afterwards, the spaces in which it wrote are judged again (DIR-6).
 */
export function admitDocuments(
  context: ReplicaContext,
  peer: WriterId,
  offer: DocumentOffer,
): Result<{ changed: number }> {
  const faults: LiaisonError[] = [];
  const changed = keepDocuments(context, peer, offer, (document, error) => {
    faults.push(error);
    const bytes = Buffer.from(typeof document === 'string' ? document : (JSON.stringify(document) ?? ''));
    putRefusal(context, peer, bytes, error);
  });
  const [first] = faults;
  return first === undefined ? success({ changed }) : { ok: false, error: first };
}

/** What a stranger brings of itself: all of it is kept, or nothing is and nothing is remembered of it (TRN-12). */
export function admitIntroduction(context: ReplicaContext, offer: DocumentOffer): Result<{ changed: number }> {
  try {
    const changed = keepDocuments(context, context.home, offer, (_document, error) => {
      throw error;
    });
    return success({ changed });
  } catch (error) {
    if (error instanceof LiaisonError) return { ok: false, error };
    throw error;
  }
}

function keepDocuments(
  context: ReplicaContext,
  peer: WriterId,
  { rosters, directories }: DocumentOffer,
  onFault: (document: unknown, error: LiaisonError) => void,
): number {
  const { authority } = context;
  const before = authority.certificates();
  const changed = inReplicaTransaction(context, () => {
    let kept = 0;
    for (const document of rosters) {
      const admitted = authority.admitRoster(document);
      if (!admitted.ok) onFault(document, admitted.error);
      else if (admitted.value !== undefined) kept += 1;
    }
    for (const token of directories) {
      const admitted = authority.admitDirectory(token);
      if (!admitted.ok) onFault(token, admitted.error);
      else if (admitted.value !== undefined) {
        kept += 1;
        noteContradiction(context, peer, admitted.value);
      }
    }
    if (kept > 0) settleHolds(context);
    return kept;
  });
  if (changed > 0) followDocuments(context, before);
  return changed;
}

/** What hangs on rosters and directories, once they are kept. */
function followDocuments(context: ReplicaContext, before: Certificates): void {
  const after = context.authority.certificates();
  context.marks.forgetAll();
  rejudgeSpaces(context, changedWriters(before, after));
  releaseWaiting(
    context,
    context.authority.rosters().map(({ id }) => `roster:${id}`),
  );
  releaseWaiting(
    context,
    newWriters(before, after).map((writer) => `writer:${writer}`),
  );
}

type Certificates = ReadonlyMap<WriterId, Certificate>;

const newWriters = (before: Certificates, after: Certificates): WriterId[] =>
  [...after.keys()].filter((writer) => !before.has(writer));

function changedWriters(before: Certificates, after: Certificates): WriterId[] {
  return [...before.keys()].filter((writer) => meaningOf(before.get(writer)) !== meaningOf(after.get(writer)));
}

/** The id leaves out that another certificate took its serial or that nobody speaks for it any more. */
const meaningOf = (certificate: Certificate | undefined): string => JSON.stringify(certificate?.claims ?? null);

/** A member that contradicts itself is kept and shown: both tokens are the proof against it (DIR-4). */
function noteContradiction(context: ReplicaContext, peer: WriterId, directory: Directory): void {
  const { member, version, token } = directory;
  if (!context.authority.contradicted().includes(member)) return;
  const { error } = failure(
    'directory-equivocation',
    `${member} has signed directories that contradict each other: version ${version}.`,
    'All of them are kept as proof and every node judges alike. Call its liaison desk: a later directory that contains them all settles it.',
  );
  putRefusal(context, peer, Buffer.from(token), error);
}
