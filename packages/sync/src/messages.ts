import {
  documentIdSchema,
  hashText,
  LIMITS,
  laneSchema,
  memberCodeSchema,
  sequenceSchema,
  spaceIdSchema,
  tipSchema,
  writerIdSchema,
} from '@liaison/protocol';
import { z } from 'zod';
import { SYNC_LIMITS } from './limits.js';

const count = z.number().int().min(0).max(LIMITS.sequenceMax);
/** A directory or a receipt as it travels. */
export const documentToken = z.string().min(1).max(LIMITS.documentCharsMax);
/** In the order of their versions; each is judged apart. */
const rosterDocuments = z.array(z.unknown()).max(LIMITS.rostersMax);
const refusal = z.object({ code: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/) });

/** Where one side stands towards the other: equal standings end a sync (SYN-1). */
export const standingSchema = z.object({ documents: hashText, scope: hashText, root: hashText });
export type Standing = z.infer<typeof standingSchema>;

const directoryMarkSchema = z.object({ member: memberCodeSchema, version: sequenceSchema, id: documentIdSchema });
const documentMarksSchema = z.object({
  roster: hashText,
  version: sequenceSchema,
  rosters: z.array(hashText).max(LIMITS.rostersMax).readonly(),
  directories: z.array(directoryMarkSchema).max(SYNC_LIMITS.directoryMarksMax).readonly(),
});

const receiptMarkSchema = z.object({ holder: writerIdSchema, number: sequenceSchema, id: documentIdSchema });
const receiptMarksSchema = z.array(receiptMarkSchema).max(SYNC_LIMITS.receiptsPerSpaceMax).readonly();
const spaceMarksSchema = z.object({
  space: spaceIdSchema,
  tips: z.array(tipSchema).max(SYNC_LIMITS.tipsPerSpaceMax).readonly(),
  receipts: receiptMarksSchema,
});

const prefixSchema = z
  .string()
  .max(SYNC_LIMITS.prefixDigitsMax)
  .regex(/^[0-9a-f]*$/);
const spaceDigestSchema = z.object({ space: spaceIdSchema, digest: hashText });
/** One node of the radix tree as the caller holds it; `spaces` where the caller has a leaf list there (SYN-3). */
export const treeNodeSchema = z.object({
  prefix: prefixSchema,
  digest: hashText,
  spaces: z.array(spaceDigestSchema).max(8).optional(),
});
export type TreeNode = z.infer<typeof treeNodeSchema>;

/** How the other side's node differs: not at all, by these children, or by these spaces (SYN-3). */
export const nodeAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('equal') }),
  z.object({ kind: z.literal('children'), digests: z.array(hashText).length(16) }),
  z.object({
    kind: z.literal('spaces'),
    spaces: z.array(spaceMarksSchema).max(8),
    equal: z.array(spaceIdSchema).max(8),
  }),
]);
export type NodeAnswer = z.infer<typeof nodeAnswerSchema>;
export type NodeReply = z.input<typeof nodeAnswerSchema>;

const wantSchema = z.object({
  space: spaceIdSchema,
  lane: laneSchema,
  have: z.array(tipSchema).max(SYNC_LIMITS.haveMax).readonly(),
});
const logNameSchema = z.object({ space: spaceIdSchema, lane: laneSchema, writer: writerIdSchema });

const partSchema = (bytesMax: number) => z.object({ digest: hashText, from: z.number().int().min(0).max(bytesMax) });
const pagePartSchema = partSchema(LIMITS.pageBytesMax);
const partBytes = z.number().int().min(LIMITS.partBytesLeast);

/** What any call with a JSON input may say beside it, so that it is no larger than its line carries at once (SYN-11, SYN-12). */
export const carriedInputSchema = z.object({
  /** How much of the answer the asker would have at once. */
  bytes: partBytes.max(LIMITS.answerBytesMax).optional(),
  /** The answer that it has the beginning of, and where to go on. */
  part: partSchema(LIMITS.answerBytesMax).optional(),
  /** `H` of the input, which was brought in parts and stands in place of all other members. */
  held: hashText.optional(),
});

/** A document by its name: a roster or a directory by its id. */
const documentNameSchema = z.union([z.object({ roster: hashText }), z.object({ directory: documentIdSchema })]);
export type DocumentName = z.infer<typeof documentNameSchema>;
const pushedSchema = z.object({
  entries: count,
  duplicates: count,
  pending: count,
  quarantined: count,
  refused: refusal.optional(),
});

const base64Schema = z
  .string()
  .max(Math.ceil(LIMITS.pageBytesMax / 3) * 4)
  .refine((text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text));

/**
 * Every call between peers (SYN-2): what is asked and what is answered, both with a size. The answering side checks
 * `input`, the asking side checks `answer`. Unknown members are dropped, so that newer nodes may say more.
 */
export const CALLS = {
  hello: {
    /** With the nodes of a first `compare`, which saves that call where the documents are equal (SYN-1). */
    input: standingSchema.extend({ nodes: z.array(treeNodeSchema).max(16).optional() }),
    answer: standingSchema.extend({ nodes: z.array(nodeAnswerSchema).max(16).optional() }),
  },
  documents: {
    input: documentMarksSchema,
    answer: z.object({
      rosters: rosterDocuments,
      directories: z.array(documentToken).max(SYNC_LIMITS.directoriesMax),
      /** The next one, which is too large to come here: it is asked for by `document` (SYN-13). */
      large: documentNameSchema.optional(),
      more: z.boolean(),
      marks: documentMarksSchema,
    }),
  },
  document: {
    input: documentNameSchema,
    /** As the lists of `documents` and `offerDocuments` have it; null where it is not held. */
    answer: z.object({ document: z.unknown() }),
  },
  offerDocuments: {
    input: z.object({
      rosters: rosterDocuments,
      directories: z.array(documentToken).max(SYNC_LIMITS.directoriesMax),
    }),
    answer: z.object({ changed: count, refused: refusal.optional(), marks: documentMarksSchema }),
  },
  compare: {
    input: z.object({ nodes: z.array(treeNodeSchema).min(1).max(SYNC_LIMITS.compareNodesMax) }),
    answer: z.object({ nodes: z.array(nodeAnswerSchema).min(1).max(SYNC_LIMITS.compareNodesMax) }),
  },
  pull: {
    input: z.object({
      wants: z.array(wantSchema).min(1).max(SYNC_LIMITS.wantsMax),
      /** About how much the asker would have at once; a larger page comes in parts (SYN-10). */
      bytes: partBytes.max(LIMITS.pageBytesMax).optional(),
      part: pagePartSchema.optional(),
    }),
    answer: z.object({
      page: base64Schema,
      /** `page` is a range of a larger page. */
      part: pagePartSchema.extend({ total: z.number().int().min(1).max(LIMITS.pageBytesMax) }).optional(),
      more: z.boolean(),
      diverged: z.array(logNameSchema).max(SYNC_LIMITS.haveMax).readonly(),
    }),
  },
  push: {
    input: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= LIMITS.pageBytesMax),
    answer: pushedSchema,
  },
  pushPart: {
    input: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= LIMITS.pageBytesMax),
    /** Bytes that are held from the beginning on; with all of a page, what became of it. */
    answer: z.object({ held: count, report: pushedSchema.optional() }),
  },
  ancestors: {
    input: z.object({ logs: z.array(logNameSchema).min(1).max(SYNC_LIMITS.ancestorLogsMax) }),
    answer: z.object({
      logs: z.array(z.array(tipSchema).max(SYNC_LIMITS.ancestorsMax).readonly()).max(SYNC_LIMITS.ancestorLogsMax),
    }),
  },
  receipts: {
    input: z.object({
      put: z.array(documentToken).max(SYNC_LIMITS.receiptsPerCallMax),
      get: z.array(z.object({ holder: writerIdSchema, space: spaceIdSchema })).max(SYNC_LIMITS.receiptsPerCallMax),
    }),
    answer: z.object({
      /** Of the first receipts asked for, at least one; null where there is none. */
      tokens: z.array(documentToken.nullable()).max(SYNC_LIMITS.receiptsPerCallMax),
      standing: standingSchema,
    }),
  },
  watch: {
    input: z.object({
      /** The standing that the called node told last; left out at first contact. */
      seen: standingSchema.optional(),
      seconds: z.number().int().min(0).max(SYNC_LIMITS.watchSecondsMax),
    }),
    answer: standingSchema,
  },
  finish: {
    input: z.object({
      spaces: z.array(spaceIdSchema).max(SYNC_LIMITS.finishSpacesMax),
      /** Receipts to be kept before the standing is taken. */
      put: z.array(documentToken).max(SYNC_LIMITS.receiptsPerCallMax).default([]),
    }),
    answer: z.object({
      spaces: z
        .array(
          z.object({
            space: spaceIdSchema,
            fingerprint: hashText,
            digest: z.string().min(1).max(100),
            receipts: receiptMarksSchema,
          }),
        )
        .max(SYNC_LIMITS.finishSpacesMax),
      /** The answerer's own receipts of these spaces, as many as fit. */
      tokens: z.array(documentToken).max(SYNC_LIMITS.receiptsPerCallMax).default([]),
      standing: standingSchema,
    }),
  },
} as const;

export type CallName = keyof typeof CALLS;
/** As the asking side writes it; plain strings, the answering side checks them. */
export type CallInput<Name extends CallName> = z.input<(typeof CALLS)[Name]['input']>;
/** As the answering side reads it. */
export type CallRequest<Name extends CallName> = z.infer<(typeof CALLS)[Name]['input']>;
/** As the answering side writes it. */
export type CallReply<Name extends CallName> = z.input<(typeof CALLS)[Name]['answer']>;
/** As the asking side reads it. */
export type CallAnswer<Name extends CallName> = z.infer<(typeof CALLS)[Name]['answer']>;
