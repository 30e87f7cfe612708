/** What a command's exit code says; `README.md` and `liaison --help` name the same. */
export const EXIT = {
  ok: 0,
  /** An expected failure: code, sentence and next step were printed. */
  failed: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** `verify`, `doctor` or `conformance` found something, or the file could not be opened. */
  notVerified: 3,
  /** `sync` ended without both sides being equal; `bundle read` refused something, or something waits. */
  notConverged: 4,
  /** A defect of Liaison: please report it. */
  defect: 70,
  /** Stopped by Ctrl-C; what was written is whole. */
  interrupted: 130,
} as const;
