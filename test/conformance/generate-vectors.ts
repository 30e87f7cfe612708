import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { protocolSchemas } from './protocol-schemas.js';
import { ROOT } from './repository-files.js';
import { TOPICS } from './topic-list.js';
import { fileText, vectorFile } from './vector-file.js';

/** Every generated text by its path from the root: vectors from fixed seeds, schemas from the code's own. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const topic of TOPICS) files.set(`protocol/vectors/${topic.path}.json`, fileText(await vectorFile(topic)));
  for (const [name, schema] of protocolSchemas()) {
    files.set(`protocol/schemas/${name}`, `${JSON.stringify(schema, null, 2)}\n`);
  }
  return files;
}

/** Writes them; whoever changes signed bytes sees it in the difference. */
async function writeGeneratedFiles(): Promise<void> {
  for (const [path, text] of await generatedFiles()) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
}

if (process.argv[1] === import.meta.filename) await writeGeneratedFiles();
