/** What of a step is not left to chance. */
export interface Direction {
  readonly by?: string | undefined;
  readonly towards?: string | undefined;
  /** Which of the spaces, in the order in which they were founded. */
  readonly space?: number | undefined;
  /** The joint section, or that of the home's own member. */
  readonly joint?: boolean | undefined;
}

const FORM = /^([a-z-]+)(?:@([A-Z0-9-]+))?(?:>([A-Z0-9-]+))?(?:#(\d+))?(?:\/(joint|own))?$/;

/** Reads `KIND@HOME>OTHER#SPACE/SECTION`; every part after the kind may be missing. */
export function readDirection(text: string): { readonly kind: string; readonly direction: Direction } {
  const [, kind, by, towards, space, section] = FORM.exec(text) ?? [];
  if (kind === undefined) throw new Error(`no step is written ${text}`);
  const joint = section === undefined ? undefined : section === 'joint';
  return { kind, direction: { by, towards, space: space === undefined ? undefined : Number(space), joint } };
}
