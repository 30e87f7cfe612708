/** How a serving node keeps in touch with others by itself. Times in milliseconds unless named otherwise. */
export const CONTACT_LIMITS = {
  /** how long a peer is asked to hold its answer */
  watchSeconds: 25,
  /** between two watches of one peer at least, whatever it answers */
  watchGapMs: 500,
  /** the first call after the start comes within this time, at random */
  firstMsMax: 1_000,
  /** after a change, before a session: what comes close behind comes along; at random up to this */
  gatherMsMax: 400,
  /** own commits within this time are told to a watching peer at once */
  tellMs: 100,
  /** peers of which a watch is held */
  watchesMax: 100,
  /** first and longest wait after failures in a row */
  backOffFirstMs: 2_000,
  backOffMostMs: 300_000,
  /** a session without any reason, now and then */
  syncEveryMs: 900_000,
} as const;

/** As `CONTACT_LIMITS`, for what a test makes shorter. */
export type ContactLimits = { readonly [Name in keyof typeof CONTACT_LIMITS]: number };
