import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LiaisonError } from '@liaison/protocol';
import { LAPTOP, MEMBERS, SECOND_LAPTOP } from './answers.js';

/** What an earlier run left: nothing, a story that was stopped half-way, or a whole one to resume. */
export type FolderState = 'empty' | 'unfinished' | 'told';

const STORY_FILE = 'story.json';
const OWN_NAMES = new Set<string>([
  ...[...MEMBERS, LAPTOP, SECOND_LAPTOP].map((name) => name.toLowerCase()),
  'files',
  STORY_FILE,
]);
/** Left behind by a ceremony that was killed; never anybody else's. */
const STAGED_NAME = /^\.kr-laptop(-2)?\.creating$/;

/** Looks at the folder. Throws `folder-not-ours` when there is anything in it that no demonstration makes. */
export function folderState(folder: string): FolderState {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const foreign = names.find((name) => !OWN_NAMES.has(name) && !STAGED_NAME.test(name));
  if (foreign !== undefined) throw notOurs(folder, foreign);
  if (names.length === 0) return 'empty';
  return isTold(folder) ? 'told' : 'unfinished';
}

function isTold(folder: string): boolean {
  try {
    return (JSON.parse(readFileSync(join(folder, STORY_FILE), 'utf8')) as { told?: unknown }).told === true;
  } catch {
    return false;
  }
}

/** Throws the homes away, after `folderState` has said that they are a demonstration's. */
export function clearFolder(folder: string): void {
  folderState(folder);
  rmSync(folder, { recursive: true, force: true });
}

export const makeFilesFolder = (folder: string): void => {
  mkdirSync(join(folder, 'files'), { recursive: true, mode: 0o700 });
};

/** From now on the next run resumes. Written beside and renamed, so that a kill leaves no half of it. */
export function markTold(folder: string): void {
  const path = join(folder, STORY_FILE);
  writeFileSync(join(folder, 'files', STORY_FILE), `${JSON.stringify({ told: true })}\n`);
  renameSync(join(folder, 'files', STORY_FILE), path);
}

const notOurs = (folder: string, name: string) =>
  new LiaisonError(
    'folder-not-ours',
    `${folder} holds ${name}, which no demonstration makes, so nothing in it is touched.`,
    'Give an empty folder or none: npm start -- --dir FOLDER',
  );
