/** Which file is being imported, as what and where to: the page is the same after it was loaded again. */
export interface ImportQuery {
  readonly upload?: string;
  readonly kind?: string;
  readonly space?: string;
}

const text = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 100;

/** Reads what an address says; what it cannot mean is left out. */
export function readImportQuery({ upload, kind, space }: Readonly<Record<string, unknown>>): ImportQuery {
  return {
    ...(typeof upload === 'string' && /^[0-9a-f]{32}$/.test(upload) ? { upload } : {}),
    ...(text(kind) ? { kind } : {}),
    ...(text(space) ? { space } : {}),
  };
}
