import {
  type BundlePartKind,
  hashText,
  LIMITS,
  parseExactJson,
  type Result,
  spaceIdSchema,
  success,
  tipSchema,
} from '@liaison/protocol';
import { z } from 'zod';
import { batches } from '../batches.js';
import { syncError } from '../errors.js';
import { SYNC_LIMITS } from '../limits.js';

const token = z.string().min(1).max(LIMITS.documentCharsMax);

/** What the parts of a bundle that are no pages hold, as exact JSON (BDL-6). */
export const BUNDLE_CONTENTS = {
  documents: z.strictObject({
    rosters: z.array(z.unknown()).max(LIMITS.rostersMax),
    directories: z.array(token).max(SYNC_LIMITS.directoriesMax),
  }),
  starts: z.array(
    z.strictObject({ space: spaceIdSchema, heads: z.array(tipSchema).max(SYNC_LIMITS.tipsPerSpaceMax).readonly() }),
  ),
  receipts: z.array(token),
  views: z.array(z.strictObject({ space: spaceIdSchema, fingerprint: hashText, digest: z.string().min(1).max(100) })),
} as const;

export type BundleContentKind = keyof typeof BUNDLE_CONTENTS;
export type BundleContent<Kind extends BundleContentKind> = z.infer<(typeof BUNDLE_CONTENTS)[Kind]>;
/** From which heads the entries of a space begin in a bundle: its readers are known to hold those. */
export type BundleStart = BundleContent<'starts'>[number];

/** One part before it is encrypted. */
export interface BundlePartBytes {
  readonly kind: BundlePartKind;
  readonly bytes: Uint8Array;
}

export const contentPart = <Kind extends BundleContentKind>(
  kind: Kind,
  content: z.input<(typeof BUNDLE_CONTENTS)[Kind]>,
): BundlePartBytes => ({ kind, bytes: Buffer.from(JSON.stringify(content)) });

/** A list as parts of about the size of a page each. */
export const listParts = <Kind extends 'starts' | 'receipts' | 'views'>(
  kind: Kind,
  list: BundleContent<Kind>,
): BundlePartBytes[] => {
  const limits = { countMax: LIMITS.sequenceMax, weightMax: SYNC_LIMITS.answerBytesTarget };
  const weightOf = (one: unknown) => JSON.stringify(one).length + 1;
  return batches<BundleContent<Kind>[number]>(list, weightOf, limits).map((part) => contentPart(kind, part as never));
};

/** Reads such a part. Fails with `bundle-part-malformed`. */
export function readContent<Kind extends BundleContentKind>(
  kind: Kind,
  bytes: Uint8Array,
): Result<BundleContent<Kind>> {
  const json = parseExactJson(bytes);
  const read = BUNDLE_CONTENTS[kind].safeParse(json.ok ? json.value : undefined);
  if (read.success) return success(read.data as BundleContent<Kind>);
  return { ok: false, error: syncError('bundle-part-malformed', `its ${kind} have another form`) };
}
