import type { IncomingHttpHeaders } from 'node:http';
import { BODY_CODING } from './body-coding.js';
import type { TransportLimits } from './transport-limits.js';

/** What the gate looks at before anything is read or authenticated. */
export interface RequestHead {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

export interface GateRules {
  /** Hosts with port as our own addresses name them, lower case. */
  readonly hosts: ReadonlySet<string>;
  readonly limits: Pick<TransportLimits, 'jsonBytesMax' | 'pageBytesMax'>;
}

export type Passage =
  | {
      readonly ok: true;
      readonly procedure: string;
      readonly contentType: string;
      /** Bytes of the body as it comes. */
      readonly length: number;
      /** Whether it is compressed, and how large it may then become. */
      readonly coded: boolean;
      readonly bytesMax: number;
    }
  | { readonly ok: false; readonly status: number; readonly code: string };

/** Where the calls between peers live. */
export const PEER_PATH = '/peer';
/** The one call that needs no token: it brings a directory, which verifies itself. */
export const INTRODUCE = 'introduce';
const PATH = /^\/peer\/([a-zA-Z]{1,40})$/;
const JSON_TYPE = 'application/json';
const PAGE_TYPE = 'application/octet-stream';
const PAGE_CALLS = new Set(['push', 'pushPart']);

/**
 * The gate before tRPC: a browser that was lured here (rebound name, form, foreign script), another method or form of
 * body and a body that is too large get no further. Everything is compared as text; nothing the caller sent is parsed as
 * a URL.
 */
export function passGate(head: RequestHead, rules: GateRules): Passage {
  const { headers } = head;
  if (head.method !== 'POST') return refuse(405, 'method-not-allowed');
  const host = headers.host?.toLowerCase() ?? '';
  if (!rules.hosts.has(host)) return refuse(421, 'host-unknown');
  if (headers.origin !== undefined && headers.origin !== `https://${host}`) return refuse(403, 'origin-refused');
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return refuse(403, 'origin-refused');
  const procedure = PATH.exec(head.url ?? '')?.[1];
  if (procedure === undefined) return refuse(404, 'call-unknown');
  return passBody(headers, procedure, rules);
}

function passBody(headers: IncomingHttpHeaders, procedure: string, { limits }: GateRules): Passage {
  const contentType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  const wanted = PAGE_CALLS.has(procedure) ? PAGE_TYPE : JSON_TYPE;
  const coding = headers['content-encoding']?.toLowerCase();
  const isForeign = contentType !== wanted || (coding !== undefined && coding !== BODY_CODING);
  if (isForeign) return refuse(415, 'content-type-refused');
  const length = headers['content-length'] ?? '';
  if (headers['transfer-encoding'] !== undefined || !/^\d{1,9}$/.test(length)) return refuse(411, 'length-required');
  const bytesMax = wanted === PAGE_TYPE ? limits.pageBytesMax : limits.jsonBytesMax;
  if (Number(length) > bytesMax) return refuse(413, 'request-too-large');
  return { ok: true, procedure, contentType, length: Number(length), coded: coding !== undefined, bytesMax };
}

const refuse = (status: number, code: string): Passage => ({ ok: false, status, code });
