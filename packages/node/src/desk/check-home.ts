import { homeError } from '../home/home-errors.js';
import { homePaths } from '../home/home-paths.js';
import { readHomeSettings } from '../home/home-settings.js';

/**
 * Throws `home-missing`, `home-damaged` or `home-not-enrolled` for a folder that cannot be opened whatever the passphrase:
 * nobody should type one for nothing. With `waiting` a home that waits for its certificates will do.
 */
export function checkHome(folder: string, { waiting = false }: { waiting?: boolean } = {}): void {
  const paths = homePaths(folder);
  const { state } = readHomeSettings(paths);
  if (state !== 'ready' && !waiting) throw homeError('home-not-enrolled', paths.folder);
}
