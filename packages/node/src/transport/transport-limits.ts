import { LIMITS } from '@liaison/protocol';

/** What a node grants its callers, and a caller its peers. Times in milliseconds. */
export const TRANSPORT_LIMITS = {
  /** one JSON request, bytes (LIM-23) */
  jsonBytesMax: LIMITS.requestBytesMax,
  /** one pushed page, bytes (LIM-20) */
  pageBytesMax: LIMITS.pageBytesMax,
  /** one answer as received and once inflated, bytes */
  answerBytesMax: LIMITS.answerBytesMax,
  /** a request or an answer of fewer bytes is not compressed */
  compressBytesMin: 1_024,
  headerBytesMax: 8_192,
  /** open connections of all callers together */
  connectionsMax: 200,
  /** requests on one connection; the caller then opens another */
  requestsPerConnectionMax: 10_000,
  headersMsMax: 10_000,
  /** one whole request: a page on a slow line */
  requestMsMax: 300_000,
  connectionsCheckMs: 1_000,
  keepAliveMs: 30_000,
  /** a graceful stop waits this long for calls under way */
  closeMsMax: 5_000,
  /** caller: a call of more bytes is not repeated by itself where a kept connection turns out to be closed */
  repeatBytesMax: 16_384,
  /** caller: until the connection stands and the pin is checked */
  connectMsMax: 15_000,
  /** caller: silence of the peer in the middle of a call */
  silenceMsMax: 60_000,
  /** caller: one call from first to last byte */
  callMsMax: 900_000,
} as const;

/** As `TRANSPORT_LIMITS`, for what a test makes shorter. */
export type TransportLimits = { readonly [Name in keyof typeof TRANSPORT_LIMITS]: number };
