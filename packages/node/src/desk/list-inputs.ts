import { kindNameSchema, spaceIdSchema } from '@liaison/protocol';
import { LISTED_SORTS } from '@liaison/store';
import { z } from 'zod';

/** Who asks, where an answer depends on what they have seen: name or id, or left out as with `officerInput`. */
export const readerInput = { officer: z.string().max(200).optional() };

const PAGE_MAX = 500;

/** Which page of a list. */
export const pageInput = {
  cursor: z.string().max(1_000).optional(),
  limit: z.number().int().min(1).max(PAGE_MAX).default(100),
};

const code = z.string().max(64);
const day = z.string().regex(/^\d{4}(-\d\d(-\d\d)?)?$/);

/** Which records; codes may be `''` for those that say none. */
export const recordFilterInput = z.strictObject({
  space: spaceIdSchema.optional(),
  kind: kindNameSchema.optional(),
  speaks: code.optional(),
  founder: code.optional(),
  changedAfter: z.number().int().min(0).optional(),
  contested: z.boolean().optional(),
  unsettled: z.boolean().optional(),
  unread: z.boolean().optional(),
  substance: code.optional(),
  channel: code.optional(),
  country: code.optional(),
  origin: code.optional(),
  destination: code.optional(),
  transit: code.optional(),
  via: z.string().max(1_000).optional(),
  unit: code.optional(),
  dayFrom: day.optional(),
  dayTo: day.optional(),
  undated: z.boolean().optional(),
  weighed: z.boolean().optional(),
  differsIn: code.optional(),
});

export const recordListInput = z.strictObject({
  ...readerInput,
  ...pageInput,
  filter: recordFilterInput.default({}),
  sort: z.enum(LISTED_SORTS).default('change'),
  descending: z.boolean().default(true),
});

/** An object without what is undefined, for options that may be left out. */
export type Given<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

export function given<T extends object>(input: T): Given<T> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Given<T>;
}
