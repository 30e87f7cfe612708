import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { LiaisonError } from '@liaison/protocol';
import { WEB_LIMITS } from './web-limits.js';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};
const PACKED = new Set(['.css', '.html', '.js', '.json', '.svg', '.txt', '.webmanifest']);
const PAGE = '/index.html';
/** What the build names by its content never changes under its name. */
const HASHED = /^\/assets\/.*-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

export type Coding = 'br' | 'gzip' | 'identity';

export interface StaticAnswer {
  readonly type: string;
  readonly cacheControl: string;
  /** Of these very bytes, quoted. */
  readonly etag: string;
  readonly coding: Coding;
  readonly body: Uint8Array;
}

/** The application as it was built: a list of files that is read once, so that no path of a request reaches the disk. */
export class StaticFiles {
  readonly #listed: ReadonlyMap<string, string>;
  readonly #prepared = new Map<string, Promise<StaticAnswer>>();

  /** Throws `desk-not-built` where there is no page in the folder. */
  constructor(folder: string) {
    this.#listed = listFiles(folder);
    if (!this.#listed.has(PAGE)) throw notBuilt(folder);
  }

  /** A file, or the application's page for an address inside it; undefined: there is no such file. */
  find(path: string, acceptEncoding: string | undefined): Promise<StaticAnswer> | undefined {
    const name = this.#listed.has(path) ? path : isRoute(path) ? PAGE : undefined;
    return name === undefined ? undefined : this.#prepare(name, codingFor(name, acceptEncoding));
  }

  /** Compresses what every first visit takes, so that nobody waits for it. */
  async prepare(): Promise<void> {
    const names = [...this.#listed.keys()].filter((name) => PACKED.has(extname(name)));
    for (const name of names) await this.#prepare(name, 'br');
  }

  #prepare(name: string, coding: Coding): Promise<StaticAnswer> {
    const key = `${coding} ${name}`;
    const known = this.#prepared.get(key);
    if (known !== undefined) return known;
    const made = answerFor(name, this.#listed.get(name) as string, coding);
    made.catch(() => this.#prepared.delete(key));
    this.#prepared.set(key, made);
    return made;
  }
}

function listFiles(folder: string): Map<string, string> {
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    throw notBuilt(folder);
  }
  const listed = new Map<string, string>();
  for (const name of names) {
    const file = join(folder, name);
    const found = statSync(file);
    const isServed = found.isFile() && extname(name) in TYPES && found.size <= WEB_LIMITS.fileBytesMax;
    if (isServed && listed.size < WEB_LIMITS.filesMax) {
      listed.set(`/${relative(folder, file).split(sep).join('/')}`, file);
    }
  }
  return listed;
}

const isRoute = (path: string): boolean => extname(path) === '';

function codingFor(name: string, acceptEncoding = ''): Coding {
  if (!PACKED.has(extname(name))) return 'identity';
  if (/(^|[\s,])br($|[\s,;])/.test(acceptEncoding)) return 'br';
  return /(^|[\s,])gzip($|[\s,;])/.test(acceptEncoding) ? 'gzip' : 'identity';
}

async function answerFor(name: string, file: string, coding: Coding): Promise<StaticAnswer> {
  const body = await packed(await readFile(file), coding);
  return {
    type: TYPES[extname(name)] as string,
    cacheControl: HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`,
    coding,
    body,
  };
}

/** Good enough in a tenth of the time of the highest level. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

async function packed(bytes: Uint8Array, coding: Coding): Promise<Uint8Array> {
  if (coding === 'br') return promisify(brotliCompress)(bytes, QUALITY);
  return coding === 'gzip' ? promisify(gzip)(bytes) : bytes;
}

const notBuilt = (folder: string) =>
  new LiaisonError(
    'desk-not-built',
    `The pages of the desk are not in ${folder}.`,
    'Build them with `npm run build`, or start the node with --no-desk.',
  );
