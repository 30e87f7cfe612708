import { rmSync } from 'node:fs';
import { z } from 'zod';
import { readTextIfPresent, writeFileDurably } from './durable-files.js';
import { homePaths } from './home-paths.js';

const runningNodeSchema = z.strictObject({
  pid: z.number().int().min(1),
  /** Path of the local socket that takes commands for this home. */
  socket: z.string().min(1).max(1_000),
  /** Where browsers find the desk. */
  desk: z.string().max(1_000).optional(),
});

/** `node.json`: how a command reaches the node that runs in a home. A killed node leaves one behind: ask the socket. */
export type RunningNode = z.infer<typeof runningNodeSchema>;

export const writeRunningNode = (folder: string, node: RunningNode): void =>
  writeFileDurably(homePaths(folder).runningNode, `${JSON.stringify(runningNodeSchema.parse(node))}\n`);

/** Undefined when no node has said that it runs, or what is there cannot be read as such. */
export function readRunningNode(folder: string): RunningNode | undefined {
  const text = readTextIfPresent(homePaths(folder).runningNode);
  if (text === undefined) return undefined;
  try {
    return runningNodeSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export const removeRunningNode = (folder: string): void => rmSync(homePaths(folder).runningNode, { force: true });
