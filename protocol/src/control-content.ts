import { z } from 'zod';
import { entryIdSchema, memberCodeSchema, recordIdSchema } from './identifiers.js';
import { sectionNameSchema } from './operation.js';
import { tipSchema } from './receipt.js';

const ascending = (texts: readonly string[]): boolean =>
  texts.every((text, i) => i === 0 || (texts[i - 1] as string) < text);

const membersSchema = z.array(memberCodeSchema).max(1000).refine(ascending);

/** How far the logs of a member that is removed count: up to these heads, and a log that is not named not at all (SPC-9). */
export const cutSchema = z.strictObject({
  member: memberCodeSchema,
  heads: z
    .array(tipSchema)
    .max(2000)
    .refine((heads) => ascending(heads.map(({ lane, writer }) => `${lane} ${writer}`))),
});
export type Cut = z.infer<typeof cutSchema>;

/**
 * Content of an audience operation (SPC-4): the full set, sorted, without the owner, and a cut for every member that it
 * takes out. Empty means the owner only.
 */
export const audienceSchema = z.strictObject({
  cuts: z
    .array(cutSchema)
    .max(1000)
    .refine((cuts) => ascending(cuts.map(({ member }) => member))),
  members: membersSchema,
});
export type Audience = z.infer<typeof audienceSchema>;

/** Content of a consent, and of the request for one (SPC-11): who is to come, and the full audience it is given for. */
export const consentSchema = z.strictObject({ audience: membersSchema, newcomer: memberCodeSchema });
export type Consent = z.infer<typeof consentSchema>;

/** Content of a transfer: the member that is to own the space (SPC-13). */
export const transferSchema = z.strictObject({ to: memberCodeSchema });
export type Transfer = z.infer<typeof transferSchema>;

/** Content of the acceptance of a transfer, named by the entry that holds it (SPC-13). */
export const acceptSchema = z.strictObject({ transfer: entryIdSchema });
export type Accept = z.infer<typeof acceptSchema>;

/** Content of a recall: what it takes back, and why, as a code (RCL-1). */
export const recallSchema = z.strictObject({
  reason: z.string().regex(/^[a-z][a-z-]{0,31}$/),
  record: recordIdSchema,
  section: sectionNameSchema,
});
export type Recall = z.infer<typeof recallSchema>;

/** Content of a reinstatement: what follows it in that section is said anew (RCL-2). */
export const reinstateSchema = z.strictObject({ record: recordIdSchema, section: sectionNameSchema });
export type Reinstate = z.infer<typeof reinstateSchema>;
