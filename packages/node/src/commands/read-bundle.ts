import type { LiaisonError } from '@liaison/protocol';
import { type BundleReport, readBundle } from '@liaison/sync';
import { openBundleFile } from '../bundle/bundle-file.js';
import type { OpenHome } from '../home/open-home.js';
import { wipePurged } from '../replica/derived/search-upkeep.js';

export interface ReadBundleInput {
  /** Absolute path. */
  readonly file: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadBundleProgress) => void;
}

export interface ReadBundleProgress {
  readonly parts: number;
  readonly partsRead: number;
}

export interface ReadBundle extends Omit<BundleReport, 'error'> {
  /** Member of the home that made it. */
  readonly peer: string;
  readonly error?: ReturnType<LiaisonError['toJSON']>;
}

type BundleHome = Pick<OpenHome, 'replica' | 'work' | 'serviceAgreementKey'>;

/** Takes a bundle file in, as a sync with its maker would. Throws as `openBundleFile` and `readBundle` do. */
export async function readBundleFile(home: BundleHome, input: ReadBundleInput): Promise<ReadBundle> {
  const { file, ...options } = input;
  const bundle = await openBundleFile(file, home.serviceAgreementKey);
  try {
    const { error, ...report } = await readBundle(bundle, home.work.exchange, options);
    await home.work.note(() => wipePurged(home.replica.context));
    const peer = home.work.exchange.certificate(report.maker)?.claims.member ?? '';
    return { peer, ...report, ...(error === undefined ? {} : { error: error.toJSON() }) };
  } finally {
    await bundle.close();
  }
}
