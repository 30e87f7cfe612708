/** All that is known of a defect, for whoever has to mend it. */
export const errorText = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
