import { existsSync } from 'node:fs';
import { memberCodeSchema, writerIdSchema } from '@liaison/protocol';
import { z } from 'zod';
import { readHomeText, writeFileDurably } from './durable-files.js';
import { givenNameSchema } from './given-name.js';
import { homeError } from './home-errors.js';
import type { HomePaths } from './home-paths.js';

/** An https address without a path, as a directory names it. */
export const addressSchema = z
  .string()
  .max(300)
  .regex(/^https:\/\/[^\s/]+$/);

/** The desk in a browser, as the member wants it. */
const deskSettingsSchema = z.strictObject({
  /** Where it listens on loopback, so that its address stays the same. */
  port: z.number().int().min(1).max(65_535).optional(),
  /** Without anything from the officer's hand for so long, the officer's key is dropped; a part of a minute for trying it out. */
  idleMinutes: z.number().min(0.05).max(240).optional(),
  /** Whether officers' names are shown before anybody has signed in. */
  showOfficers: z.boolean().optional(),
  language: z.enum(['en', 'ko', 'th', 'vi', 'ms']).optional(),
});
export type DeskSettings = z.infer<typeof deskSettingsSchema>;

/**
 * `home.json`: what must be known before anything is unlocked. It holds no secret and no officer's name: the folder of
 * a lost laptop is readable by its finder.
 */
export const homeSettingsSchema = z.strictObject({
  format: z.literal('liaison-home/1'),
  role: z.enum(['node', 'laptop']),
  /** `requested`: the keys exist and wait for certificates. */
  state: z.enum(['requested', 'ready']),
  member: memberCodeSchema,
  /** The home's service writer. */
  home: writerIdSchema,
  /** What people call this home, such as `KR` or `KR-laptop`. */
  label: givenNameSchema,
  /** Where a node of this home listens; null: it only calls others. */
  address: addressSchema.nullable(),
  officers: z.array(z.strictObject({ writer: writerIdSchema, default: z.boolean() })).max(1_000),
  desk: deskSettingsSchema.optional(),
});
export type HomeSettings = z.infer<typeof homeSettingsSchema>;

/** The text of `home.json`. */
export const encodeHomeSettings = (settings: HomeSettings): string =>
  `${JSON.stringify(homeSettingsSchema.parse(settings), null, 2)}\n`;

/** What this home will be once its next keys are certified; undefined where none wait. Throws `home-damaged`. */
export const readNextSettings = (paths: HomePaths): HomeSettings | undefined =>
  existsSync(paths.nextSettings) ? parseSettings(paths.nextSettings) : undefined;

/** Reads `home.json`. Throws `home-missing` and `home-damaged`. */
export function readHomeSettings(paths: HomePaths): HomeSettings {
  if (!existsSync(paths.settings)) {
    throw homeError('home-missing', paths.folder, { data: { folder: paths.folder } });
  }
  return parseSettings(paths.settings);
}

function parseSettings(path: string): HomeSettings {
  const text = readHomeText(path);
  try {
    return homeSettingsSchema.parse(JSON.parse(text));
  } catch (error) {
    throw homeError('home-damaged', `${path} is not as a home writes it`, { cause: error });
  }
}

export const writeHomeSettings = (paths: HomePaths, settings: HomeSettings): void =>
  writeFileDurably(paths.settings, encodeHomeSettings(settings));
