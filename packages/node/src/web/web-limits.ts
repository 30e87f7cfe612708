/** What the desk grants browsers. Times in milliseconds. */
export const WEB_LIMITS = {
  /** one call's input as JSON, bytes: the longest narrative in any script */
  jsonBytesMax: 8_388_608,
  /** path and query of a request, bytes: the input of a query stands in it */
  urlBytesMax: 12_288,
  headerBytesMax: 24_576,
  /** calls that one request may carry */
  batchMax: 10,
  /** open connections of all browsers together; each page that watches for changes holds one */
  connectionsMax: 256,
  headersMsMax: 10_000,
  /** one whole request */
  requestMsMax: 120_000,
  connectionsCheckMs: 1_000,
  keepAliveMs: 30_000,
  /** a graceful stop waits this long for calls under way */
  closeMsMax: 2_000,
  sessionsMax: 64,
  /** a session ends after so long, whatever its officer does: a working day */
  sessionMsMax: 43_200_000,
  /** how often idle sessions are looked for */
  idleCheckMs: 5_000,
  idleMinutes: 15,
  /** passphrases that are tried at the same time */
  signInsMax: 2,
  /** after a wrong passphrase the next attempt waits 1 s, then twice as long each time, up to this */
  signInWaitMsMax: 300_000,
  /** one file of the application, bytes */
  fileBytesMax: 33_554_432,
  filesMax: 5_000,
} as const;

/** As `WEB_LIMITS`, for what a test makes shorter. */
export type WebLimits = { readonly [Name in keyof typeof WEB_LIMITS]: number };
