import { z } from 'zod';
import { rootSignatureSchema } from './authority-documents.js';
import { canonicalJson } from './canonical-json.js';
import { sha256Text } from './hash.js';
import {
  claimedTimeSchema,
  documentIdSchema,
  entryIdSchema,
  memberCodeSchema,
  type SpaceId,
  sequenceSchema,
  spaceIdSchema,
  writerIdSchema,
} from './identifiers.js';

export const spaceKindSchema = z.enum(['case', 'register']);
export type SpaceKind = z.infer<typeof spaceKindSchema>;

/**
 * Content of a genesis operation (SPC-1); `salt` is 16 random bytes. It names the one writer that may sign it, or every
 * writer that has seen it could found the space again. The title is a record, so that it can be recalled.
 */
export const genesisSchema = z.strictObject({
  founder: writerIdSchema,
  kind: spaceKindSchema,
  owner: memberCodeSchema,
  rule: z.enum(['owner-decides', 'each-consents']),
  salt: z.string().regex(/^[A-Za-z0-9_-]{21}[AQgw]$/),
});
export type Genesis = z.infer<typeof genesisSchema>;

/** Space id = SHA-256 over `liaison-space-v1` and the canonical genesis content (SPC-2). */
export const spaceIdOf = (genesis: Genesis): SpaceId =>
  sha256Text('liaison-space-v1', canonicalJson(genesis)) as SpaceId;

const pinnedHeadSchema = z.strictObject({ id: entryIdSchema, seq: sequenceSchema }).nullable();

/**
 * Claims of a pin (PIN-1), signed by the directory key of the writer's member: the writer's logs in this space count up
 * to these heads; null means nothing counts. `replaces` names pins that this one supersedes.
 */
export const pinClaimsSchema = z.strictObject({
  v: z.literal(1),
  member: memberCodeSchema,
  space: spaceIdSchema,
  writer: writerIdSchema,
  control: pinnedHeadSchema,
  record: pinnedHeadSchema,
  replaces: z.array(documentIdSchema).max(100),
  at: claimedTimeSchema,
});
export type PinClaims = z.infer<typeof pinClaimsSchema>;

/**
 * Content of a pin operation (PIN-2). Either the pin and the delegation of the directory key that signed it, under the root
 * key that the named roster gives the member; or, of a member that the named roster has removed, the pin under the roots
 * of that roster. So a pin verifies from a roster alone, whatever becomes of its carrier and of any key.
 */
export const pinContentSchema = z.union([
  z.strictObject({ delegation: z.string().max(4096), pin: z.string().max(4096), roster: documentIdSchema }),
  z.strictObject({
    roster: documentIdSchema,
    signatures: z.array(rootSignatureSchema).min(1).max(1000),
    signed: z.string().max(4096),
  }),
]);
export type PinContent = z.infer<typeof pinContentSchema>;
