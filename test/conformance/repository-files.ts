import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The repository's root, from the source as well as from what it was compiled to. */
export const ROOT = rootAbove(import.meta.dirname);

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'protocol', 'spec'))) return folder;
  if (dirname(folder) === folder) throw new Error('protocol/spec is not above this file');
  return rootAbove(dirname(folder));
}

const LEFT_OUT = new Set(['node_modules', 'dist']);

/** Files below a folder of the repository whose name ends so, as paths from the root, sorted. */
export function filesBelow(folder: string, ending: RegExp): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) found.push(...filesBelow(path, ending));
    else if (entry.isFile() && ending.test(entry.name)) found.push(path);
  }
  return found.sort();
}

export const readText = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
