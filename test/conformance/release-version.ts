import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from './generate-vectors.js';
import { digestList, frozenFiles, releases, STATUS } from './releases.js';
import { filesBelow, ROOT, readText } from './repository-files.js';

/**
 * Releases version 1 of the protocol, once and for all (VER-3): sets the status of the pages and writes the digests of
 * pages, vectors and schemas. Run by the maintainers: `node test/dist/conformance/release-version.js 1`.
 */
async function releaseVersion(version: string | undefined): Promise<void> {
  if (version !== '1' || releases().length > 0) throw new Error('only version 1 can be released here, and only once');
  for (const [path, text] of await generatedFiles()) {
    if (path.startsWith('protocol/vectors/') && readText(path) !== text) throw new Error(`${path} is not up to date`);
  }
  for (const path of filesBelow('protocol/spec', /\.md$/)) {
    writeFileSync(join(ROOT, path), readText(path).replace(STATUS.draft, STATUS.released));
  }
  mkdirSync(join(ROOT, 'protocol/releases'), { recursive: true });
  writeFileSync(join(ROOT, `protocol/releases/version-${version}.sha256`), digestList(frozenFiles()));
}

if (process.argv[1] === import.meta.filename) await releaseVersion(process.argv[2]);
