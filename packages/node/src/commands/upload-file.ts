import { LiaisonError, type WriterId } from '@liaison/protocol';
import type { UploadRow } from '@liaison/store';
import { claimedTime } from '../replica/clock.js';
import type { Replica } from '../replica/replica.js';
import type { ReplicaContext } from '../replica/replica-context.js';

export const UPLOAD_LIMITS = {
  /** bytes of one file, as much as a spreadsheet may have */
  bytesMax: 33_554_432,
  /** bytes of one part */
  partBytesMax: 524_288,
  /** files of one officer; the oldest gives way */
  filesPerOfficerMax: 3,
  /** after so long a file is dropped when another one comes */
  ageMsMax: 86_400_000,
} as const;

/** How far an upload is: the next part begins at `received`. */
export interface UploadState {
  readonly upload: string;
  readonly name: string;
  readonly bytes: number;
  readonly received: number;
}

/** Begins a file of this officer; old ones and those too many are dropped. Throws `upload-too-large`, `upload-empty`. */
export function beginUpload(
  replica: Replica,
  officer: WriterId,
  { name, bytes }: { readonly name: string; readonly bytes: number },
): UploadState {
  if (bytes > UPLOAD_LIMITS.bytesMax) throw tooLarge();
  if (bytes === 0) throw empty(name);
  const { store, clock, random } = replica.context;
  const id = Buffer.from(random.bytes(16)).toString('hex');
  return replica.transaction(() => {
    for (const old of givingWay(store.uploads.all(), officer, clock.unixMs())) store.uploads.drop(old.id);
    const plain = name.replace(/^.*[/\\]/, '').slice(0, 200);
    store.uploads.begin({ id, officer, name: plain, bytes, at: claimedTime(clock) });
    return { upload: id, name: plain, bytes, received: 0 };
  });
}

function givingWay(all: readonly UploadRow[], officer: string, nowMs: number): UploadRow[] {
  const aged = all.filter(({ at }) => nowMs - Date.parse(at) > UPLOAD_LIMITS.ageMsMax);
  const own = all.filter((one) => one.officer === officer && !aged.includes(one));
  return [...aged, ...own.slice(0, Math.max(0, own.length - UPLOAD_LIMITS.filesPerOfficerMax + 1))];
}

/** Takes the next part; one that is here already is passed over, so a lost answer costs one more call. Throws `upload-unknown`, `upload-out-of-place`. */
export function putUploadPart(
  replica: Replica,
  officer: WriterId,
  { upload, at, content }: { readonly upload: string; readonly at: number; readonly content: Uint8Array },
): UploadState {
  const { uploads } = replica.context.store;
  return replica.transaction(() => {
    const row = uploadOf(replica.context, officer, upload);
    const received = uploads.received(upload);
    const end = at + content.length;
    const isRepeated = end <= received;
    if (!isRepeated && (at !== received || end > row.bytes || content.length === 0)) throw outOfPlace(received);
    if (!isRepeated) uploads.put(upload, at, content);
    return { upload, name: row.name, bytes: row.bytes, received: Math.max(received, end) };
  });
}

/** An officer's own file; that of another is as unknown as none. Throws `upload-unknown`. */
export function uploadOf({ store }: ReplicaContext, officer: WriterId, upload: string): UploadRow {
  const row = store.uploads.get(upload);
  if (row?.officer === officer) return row;
  throw new LiaisonError(
    'upload-unknown',
    'The file is not here any more.',
    'Choose it again: files are dropped after their import, and after a day.',
  );
}

/** Idempotent. */
export function dropUpload(replica: Replica, officer: WriterId, upload: string): void {
  replica.transaction(() => {
    if (replica.context.store.uploads.get(upload)?.officer === officer) replica.context.store.uploads.drop(upload);
  });
}

/** The whole file in its parts; read between other work. Throws `upload-unknown`, `upload-incomplete`. */
export async function* uploadedBytes(
  { context }: Replica,
  officer: WriterId,
  upload: string,
): AsyncGenerator<Uint8Array> {
  const { bytes } = uploadOf(context, officer, upload);
  let at = 0;
  while (at < bytes) {
    const part = context.store.uploads.partFrom(upload, at);
    if (part === undefined || part.at !== at) throw incomplete(at, bytes);
    yield part.content;
    at += part.content.length;
  }
}

const tooLarge = () =>
  new LiaisonError(
    'upload-too-large',
    `A file may have ${UPLOAD_LIMITS.bytesMax / 1_048_576} MiB here.`,
    'Import it on the command line, which reads a file of any size: `liaison import FILE --mapping MAPPING`.',
  );

const empty = (name: string) =>
  new LiaisonError('upload-empty', `${JSON.stringify(name)} has no content.`, 'Choose another file.');

const outOfPlace = (received: number) =>
  new LiaisonError(
    'upload-out-of-place',
    `The part does not follow the ${received} bytes that are here.`,
    'Go on from there, or begin the file again.',
    { data: { received } },
  );

const incomplete = (received: number, bytes: number) =>
  new LiaisonError(
    'upload-incomplete',
    `Of ${bytes} bytes ${received} are here.`,
    'Let the file come to its end, then try again.',
  );
