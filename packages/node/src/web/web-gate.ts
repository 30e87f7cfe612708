import type { IncomingHttpHeaders } from 'node:http';
import type { WebLimits } from './web-limits.js';

/** What the gate looks at before anything is read. */
export interface WebRequestHead {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

export interface WebGateRules {
  /** The names that the desk answers to, with port, lower case, and the origin of its own pages under each. */
  readonly origins: ReadonlyMap<string, string>;
  readonly limits: Pick<WebLimits, 'jsonBytesMax' | 'urlBytesMax'>;
}

export type WebPassage =
  | { readonly ok: true; readonly to: 'call' }
  | { readonly ok: true; readonly to: 'file'; readonly path: string }
  | { readonly ok: false; readonly status: number; readonly code: string };

/** Where calls go; everything else is a file or a page of the application. */
export const CALLS_PATH = '/trpc/';
const URL_TEXT = /^\/(?!\/)[\x21-\x7e]*$/;

/**
 * The gate before everything (WEB-2): who reaches the desk under a name that is not its own, from another site's page or
 * with another form of body gets no further. Everything is compared as text; nothing that was sent is parsed as a URL here.
 * Browsers say themselves where a request comes from (Fetch Metadata); one that does not say it makes no calls.
 */
export function passWebGate(head: WebRequestHead, rules: WebGateRules): WebPassage {
  const { headers, url = '' } = head;
  const own = rules.origins.get(headers.host?.toLowerCase() ?? '');
  if (own === undefined) return refuse(421, 'host-unknown');
  if (headers.origin !== undefined && headers.origin !== own) return refuse(403, 'origin-refused');
  if (url.length > rules.limits.urlBytesMax) return refuse(414, 'url-too-long');
  if (!URL_TEXT.test(url)) return refuse(400, 'url-malformed');
  return url.startsWith(CALLS_PATH) ? passCall(head, rules) : passFile(head, url);
}

function passCall({ method, headers }: WebRequestHead, { limits }: WebGateRules): WebPassage {
  if (headers['sec-fetch-site'] !== 'same-origin') return refuse(403, 'origin-refused');
  if (method === 'GET') return { ok: true, to: 'call' };
  if (method !== 'POST') return refuse(405, 'method-not-allowed');
  if (headers.origin === undefined) return refuse(403, 'origin-refused');
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json' || headers['content-encoding'] !== undefined) {
    return refuse(415, 'content-type-refused');
  }
  const length = headers['content-length'] ?? '';
  if (headers['transfer-encoding'] !== undefined || !/^\d{1,9}$/.test(length)) return refuse(411, 'length-required');
  if (Number(length) > limits.jsonBytesMax) return refuse(413, 'request-too-large');
  return { ok: true, to: 'call' };
}

/** Another site may link to a page of the desk, and embed or fetch nothing of it. */
function passFile({ method, headers }: WebRequestHead, url: string): WebPassage {
  if (method !== 'GET' && method !== 'HEAD') return refuse(405, 'method-not-allowed');
  const site = headers['sec-fetch-site'] ?? 'none';
  const isLink = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (site !== 'none' && site !== 'same-origin' && !isLink) return refuse(403, 'origin-refused');
  return { ok: true, to: 'file', path: url.split('?', 1)[0] as string };
}

const refuse = (status: number, code: string): WebPassage => ({ ok: false, status, code });
