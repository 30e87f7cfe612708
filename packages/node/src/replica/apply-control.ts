import { openPin } from '@liaison/identity';
import { type OpenedOperation, pinnedTo } from '@liaison/ledger';
import {
  audienceSchema,
  type DocumentId,
  genesisSchema,
  type JsonValue,
  type PinClaims,
  parseCanonicalJson,
  pinClaimsSchema,
  pinContentSchema,
  type WriterId,
} from '@liaison/protocol';
import type { SpaceRow } from '@liaison/store';
import type { ReplicaContext } from './replica-context.js';
import type { TouchedSections } from './touched-sections.js';

const contentOf = (operation: OpenedOperation): JsonValue | undefined => {
  const parsed = parseCanonicalJson(operation.content);
  return parsed.ok ? parsed.value : undefined;
};

/** Keeps a genesis or audience statement whose author had the right to it. Returns the operation's standing. */
export function applyStatement(
  context: ReplicaContext,
  op: 'genesis' | 'audience',
  operation: OpenedOperation,
  entry: number,
  space: SpaceRow,
): string {
  const schema = op === 'genesis' ? genesisSchema : audienceSchema;
  const content = schema.safeParse(contentOf(operation));
  if (!content.success) return 'void-content';
  context.store.control.insert(entry, space.row, op, JSON.stringify(content.data));
  context.standings.forget(space.row);
  return 'valid';
}

/** The writer that a pin operation is about, when its claims can be read: its certificate must be known first. */
export function pinnedWriter(operation: OpenedOperation): WriterId | undefined {
  return readPin(operation)?.claims.writer;
}

function readPin(operation: OpenedOperation): { token: string; claims: PinClaims } | undefined {
  const content = pinContentSchema.safeParse(contentOf(operation));
  const payload = content.success ? content.data.pin.split('.')[1] : undefined;
  if (!content.success || payload === undefined) return undefined;
  try {
    const claims = pinClaimsSchema.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return claims.success ? { token: content.data.pin, claims: claims.data } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps a pin signed by the directory key of the pinned writer's member, whatever becomes of the entry that carries it
 * (PIN-2), and stops the writer's logs where the pins say. Returns the operation's standing.
 */
export function applyPin(
  context: ReplicaContext,
  operation: OpenedOperation,
  entry: number,
  space: SpaceRow,
  touched: TouchedSections,
): string {
  const read = readPin(operation);
  if (read === undefined) return 'void-content';
  const member = context.authority.certificate(read.claims.writer)?.claims.member;
  const directory = member && context.authority.directory(member);
  if (directory === undefined || read.claims.member !== member) return 'void-pin-authority';
  const pin = openPin(read.token, directory.directoryKey);
  if (!pin.ok || pin.value.claims.space !== space.id) return 'void-pin-authority';
  const { claims, id, token } = pin.value;
  const row = {
    id,
    space: space.row,
    writer: claims.writer,
    claims: JSON.stringify(claims),
    token,
  };
  const isNew = context.store.control.insertPin(row, entry);
  if (isNew) limitLogs(context, space, claims.writer, touched);
  return 'valid';
}

/** Brings the writer's log rows of a space to what its pins say; a pin ends the wait that a revocation began. */
function limitLogs(context: ReplicaContext, space: SpaceRow, writer: WriterId, touched: TouchedSections): void {
  for (const lane of ['control', 'record'] as const) {
    const limit = pinnedLimit(context, space.row, writer, lane);
    for (const log of context.store.logs.ofWriter(space.row, lane, writer)) {
      context.store.logs.setLimits(log.row, limit ?? null, null);
      const from = Math.min(limit ?? log.tipSeq, log.pinnedTo ?? log.tipSeq, log.heldTo ?? log.tipSeq);
      for (const section of context.store.operations.sectionsTouchedAfter(log.row, from)) touched.rebuild(section);
    }
  }
  context.standings.forget(space.row);
}

/** How far pins let a writer's log count, for a log row that is being made as well. */
export function pinnedLimit(
  context: ReplicaContext,
  spaceRow: number,
  writer: WriterId,
  lane: 'control' | 'record',
): number | undefined {
  const pins = context.store.control.pins(spaceRow, writer).map((row) => ({
    id: row.id as DocumentId,
    claims: JSON.parse(row.claims) as PinClaims,
  }));
  return pinnedTo(pins, lane);
}
