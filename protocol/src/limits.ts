/**
 * Limits of protocol version 1 (spec/limits.md). Those marked *validity* are part of what an entry means: every node
 * must agree on them, so they change only with the protocol version. The others cap what a reader accepts from a peer.
 */
export const LIMITS = {
  /** validity: sum of the operation bodies of one entry, bytes (LIM-1) */
  entryBodyBytesMax: 1_048_576,
  /** validity: operations in one entry (LIM-2) */
  entryOperationsMax: 1_000,
  /** validity: one compact JWS entry, characters (LIM-3) */
  entryTokenCharsMax: 65_536,
  /** validity: heads named by one entry (LIM-4) */
  entryHeadsMax: 1_000,
  /** validity: one operation header, bytes (LIM-5) */
  operationHeaderBytesMax: 4_096,
  /** validity: content of one Yjs update operation, bytes (LIM-6) */
  updateBytesMax: 262_144,
  /** validity: structs in one update (LIM-7) */
  updateStructsMax: 4_000,
  /** validity: delete ranges in one update (LIM-8) */
  updateDeletesMax: 2_000,
  /** validity: clocks that one update may cover (LIM-9) */
  updateClockSpanMax: 200_000,
  /** validity: a signed sequence number (LIM-10) */
  sequenceMax: 0xffff_ffff,
  /** validity: objects and lists within each other in a JSON header, content or token (LIM-14) */
  jsonDepthMax: 16,
  /** validity: operations of one entry that say who belongs to its space; further ones are void (LIM-15) */
  entryStatementsMax: 16,
  /** reader: a page on the wire, bytes; a page always fits one entry (LIM-20) */
  pageBytesMax: 4_194_304,
  /** sender: a page is closed once it holds this many bytes (LIM-21) */
  pageBytesTarget: 524_288,
  /** reader: entries in one page (LIM-22) */
  pageEntriesMax: 2_000,
  /** reader: one JSON request between peers, bytes (LIM-23) */
  requestBytesMax: 2_097_152,
  /** reader: one answer between peers, inflated, bytes: the largest page in base64 and what stands around it (TRN-9) */
  answerBytesMax: 6_640_984,
  /** reader: a range that does not end what it is a range of, bytes, at least (LIM-43) */
  partBytesLeast: 1_024,
  /** reader: a roster or a directory, characters (LIM-24) */
  documentCharsMax: 2_000_000,
  /** reader: certificates, and revocations, of a directory; so many of the usual size fit one document (LIM-25) */
  directoryCertificatesMax: 1_800,
  /** reader: nodes of a directory (LIM-26) */
  directoryNodesMax: 100,
  /** reader: rosters of a community, and so its versions (LIM-27) */
  rostersMax: 256,
  /** reader: directories of one member beside each other, where it contradicts itself (LIM-28) */
  directoriesHeldMax: 16,
  /** reader: tips of a space, and heads of a receipt (LIM-29) */
  tipsPerSpaceMax: 10_000,
  /** reader: the sealed head of a bundle, bytes (LIM-40) */
  bundleEnvelopeBytesMax: 4_194_304,
  /** reader: parts of a bundle; each is no larger than a page (LIM-41) */
  bundlePartsMax: 10_000,
  /** reader: homes that one bundle is sealed to (LIM-42) */
  bundleRecipientsMax: 1_000,
  /** reader: a value nested deeper is shown as unreadable (LIM-30) */
  valueDepthMax: 4,
  /** reader: a longer string is shown as unreadable (LIM-31) */
  valueStringMax: 65_536,
  /** reader: a value with more parts is shown as unreadable (LIM-32) */
  valueNodesMax: 2_000,
} as const;

/** The protocol version that this package speaks. Version 1 is a draft until the specification says otherwise. */
export const PROTOCOL_VERSION = 1;
