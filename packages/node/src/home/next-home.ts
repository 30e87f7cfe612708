import { existsSync, rmSync } from 'node:fs';
import { writerIdOf } from '@liaison/identity';
import { readHomeText, renameDurably, writeFileDurably } from './durable-files.js';
import { homeError } from './home-errors.js';
import type { HomePaths } from './home-paths.js';
import { encodeHomeSettings, type HomeSettings, writeHomeSettings } from './home-settings.js';
import { type HomeKeys, openHomeKeys } from './sealed-keys.js';

/** What a machine is made of when it becomes a writer of its own again; its database stays. */
export interface NextHome {
  readonly settings: HomeSettings;
  readonly sealedKeys: string;
  readonly certificatePem: string;
}

/** Keeps it beside what the home is now, until its certificates have come. Asked for again, the last one stays. */
export function keepNextHome(paths: HomePaths, { settings, sealedKeys, certificatePem }: NextHome): void {
  writeFileDurably(paths.nextHomeKeys, sealedKeys);
  writeFileDurably(paths.nextCertificate, certificatePem);
  writeFileDurably(paths.nextSettings, encodeHomeSettings(settings));
}

/** The home is the next one from now on. A power cut in between is made good by `openKeysOf`. */
export function takeNextHome(paths: HomePaths, settings: HomeSettings): void {
  writeHomeSettings(paths, settings);
  finishTaking(paths);
}

function finishTaking(paths: HomePaths): void {
  if (existsSync(paths.nextCertificate)) renameDurably(paths.nextCertificate, paths.certificate);
  rmSync(paths.nextSettings, { force: true });
  renameDurably(paths.nextHomeKeys, paths.homeKeys);
}

/** Opens the keys that the settings name. Throws `passphrase-wrong` and `home-damaged`. */
export async function openKeysOf(paths: HomePaths, settings: HomeSettings, passphrase: string): Promise<HomeKeys> {
  const keys = await openHomeKeys(passphrase, readHomeText(paths.homeKeys));
  if (isOf(keys, settings)) return keys;
  if (existsSync(paths.nextHomeKeys)) {
    const next = await openHomeKeys(passphrase, readHomeText(paths.nextHomeKeys));
    if (isOf(next, settings)) {
      finishTaking(paths);
      return next;
    }
  }
  throw homeError('home-damaged', 'its keys are those of another home');
}

const isOf = ({ service }: HomeKeys, { member, home }: HomeSettings): boolean =>
  writerIdOf(member, service.signing.publicKey) === home;
