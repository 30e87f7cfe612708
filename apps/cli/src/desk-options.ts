import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** As `serve` takes them. */
export interface DeskChoice {
  /** False for `--no-desk`; true where nothing was said; else where to listen. */
  readonly desk?: boolean | string;
  readonly deskOrigin?: string;
}

export interface ServedDesk {
  readonly folder?: string;
  readonly listen?: string;
  readonly origin?: string;
}

/** Where the bootstrap builds the browser application to, beside this one. */
const builtDesk = (): string => fileURLToPath(new URL('../../desk/dist/web', import.meta.url));

/** Undefined: no desk. Where the application is not built, the desk says so to whoever opens it. */
export function servedDesk({ desk, deskOrigin }: DeskChoice): ServedDesk | undefined {
  if (desk === false) return undefined;
  const folder = builtDesk();
  return {
    ...(existsSync(join(folder, 'index.html')) ? { folder } : {}),
    ...(typeof desk === 'string' ? { listen: desk } : {}),
    ...(deskOrigin === undefined ? {} : { origin: deskOrigin }),
  };
}
