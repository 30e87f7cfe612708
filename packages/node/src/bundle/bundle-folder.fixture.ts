import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hex, type MemberCode, type SpaceId } from '@liaison/protocol';
import { createSpace } from '../commands/create-space.js';
import { type MadeBundle, makeBundle } from '../commands/make-bundle.js';
import { type ReadBundle, readBundleFile } from '../commands/read-bundle.js';
import { newRecord } from '../commands/write-record.js';
import { spaceDigest } from '../replica/derived/state-digest.js';
import { MemoryFederation, type MemoryHome } from '../testing/index.js';
import { HomeWork } from '../worker/home-work.js';

export const asHome = (home: MemoryHome) => ({
  replica: home.replica,
  work: new HomeWork(home.replica),
  serviceAgreementKey: home.service.agreement,
});

let count = 0;

/** Three members who have nothing but a folder between them. */
export class BundleFolder {
  readonly folder = mkdtempSync(join(tmpdir(), 'liaison-bundle-'));
  readonly federation = new MemoryFederation(['KR', 'TH', 'VN'], `bundles ${count++}`);
  readonly kr = this.federation.home('KR');
  readonly th = this.federation.home('TH');
  readonly vn = this.federation.home('VN');

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  make(from: MemoryHome, to: readonly MemoryHome[], whole = false): Promise<MadeBundle> {
    const file = join(this.folder, `${from.name}-${count++}.bundle`);
    return makeBundle(asHome(from), { for: to.map((home) => home.service.writer), file, whole });
  }
}

export const read = (home: MemoryHome, { file }: { file: string }): Promise<ReadBundle> =>
  readBundleFile(asHome(home), { file });

export function caseOf(home: MemoryHome, audience: readonly string[], records = 3): SpaceId {
  const codes = audience as MemberCode[];
  const { space } = createSpace(home.replica, home.officer, { kind: 'case', title: 'Pattaya', audience: codes });
  for (let i = 0; i < records; i++) seizure(home, space as SpaceId, `place ${i}`);
  return space as SpaceId;
}

export const seizure = (home: MemoryHome, space: SpaceId, place: string) =>
  newRecord(home.replica, home.officer, { space, kind: 'seizure', change: { fields: { place } } });

export function digestAt(home: MemoryHome, space: SpaceId): string | undefined {
  const row = home.replica.context.store.spaces.byId(space)?.row;
  return row === undefined ? undefined : hex(spaceDigest(home.replica.context, row));
}
