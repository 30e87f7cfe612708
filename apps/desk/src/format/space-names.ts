const SHOWN_OF_ID = 8;

/** What people call a space, or the beginning of its id where nobody has named it. */
export const spaceName = (title: string | null | undefined, id: string): string => title ?? id.slice(0, SHOWN_OF_ID);
