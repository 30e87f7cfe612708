import { existsSync, lstatSync, readdirSync, type Stats, statfsSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type HomePaths, homePaths } from '../home/home-paths.js';
import type { HomeSettings } from '../home/home-settings.js';
import { type Finding, finding } from './findings.js';

const MEBIBYTE = 1_048_576;
/** With less than this SQLite may fail at the next commit. */
const DISK_BYTES_MIN = 64 * MEBIBYTE;
const DISK_BYTES_AMPLE = 512 * MEBIBYTE;

/** What can be seen of a home without its passphrase: files that are missing, open to others or left over, and the disk. */
export function examineFiles(folder: string, settings: HomeSettings): Finding[] {
  const paths = homePaths(folder);
  const files = filesOf(paths.folder);
  return [
    ...missingFiles(paths, settings),
    ...openFiles(paths.folder, files),
    ...leftovers(paths, files),
    ...diskFindings(freeBytes(paths.folder), databaseBytes(paths)),
  ];
}

interface FoundFile {
  /** From the home's folder; empty for the folder itself. */
  readonly name: string;
  readonly status: Stats;
}

const filesOf = (folder: string): FoundFile[] => [
  { name: '', status: statSync(folder) },
  ...readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((found) => {
    const path = join(found.parentPath, found.name);
    const status = lstatSync(path, { throwIfNoEntry: false }); // a journal may be gone by now
    return status === undefined ? [] : [{ name: relative(folder, path), status }];
  }),
];

function missingFiles(paths: HomePaths, settings: HomeSettings): Finding[] {
  if (settings.state !== 'ready') return [];
  const officers = settings.officers.map(({ writer }) => paths.officerKeys(writer));
  return [paths.homeKeys, paths.certificate, paths.database, ...officers]
    .filter((path) => !existsSync(path))
    .map((path) => finding('home-file-missing', path, path));
}

/** One finding for each kind of fault: what is mended by one command needs no list. */
function openFiles(folder: string, files: readonly FoundFile[]): Finding[] {
  if (process.platform === 'win32') return [];
  const open = files.filter(({ status }) => (status.mode & 0o077) !== 0 && !status.isSymbolicLink());
  const foreign = files.filter(({ status }) => status.uid !== process.getuid?.());
  return [
    ...(open.length > 0 ? [finding('home-open-to-others', listed(folder, open), folder)] : []),
    ...(foreign.length > 0 ? [finding('home-owner-other', listed(folder, foreign), folder)] : []),
  ];
}

function listed(folder: string, [first, ...others]: readonly FoundFile[]): string {
  const path = join(folder, first?.name ?? '');
  return others.length === 0 ? path : `${path} and ${others.length} more`;
}

function leftovers(paths: HomePaths, files: readonly FoundFile[]): Finding[] {
  const unfinished = files.filter(({ name }) => name.endsWith('.new')).map(({ name }) => join(paths.folder, name));
  const passphrase = join(paths.folder, 'passphrase.txt');
  return [
    ...unfinished.map((path) => finding('write-unfinished', path, path)),
    ...(existsSync(paths.rootKey) ? [finding('root-key-here', paths.rootKey, paths.rootKey)] : []),
    ...(existsSync(passphrase) ? [finding('passphrase-here', passphrase, passphrase)] : []),
  ];
}

const freeBytes = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

const databaseBytes = ({ database }: HomePaths): number => statSync(database, { throwIfNoEntry: false })?.size ?? 0;

/** A rebuild or a large import may need as much again as the database has. */
export function diskFindings(free: number, database: number): Finding[] {
  const left = `${Math.floor(free / MEBIBYTE)} MiB`;
  if (free < DISK_BYTES_MIN) return [finding('disk-almost-full', left)];
  return free < Math.max(DISK_BYTES_AMPLE, database) ? [finding('disk-full-soon', left)] : [];
}
