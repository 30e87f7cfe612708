import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { closeServer, listen } from './http-listening.js';
import { createPeerHandler, type PeerHandlerOptions } from './peer-handler.js';
import type { TlsCertificate } from './tls-certificate.js';
import { TRANSPORT_LIMITS, type TransportLimits } from './transport-limits.js';

export interface PeerServerOptions extends PeerHandlerOptions {
  readonly tls: Pick<TlsCertificate, 'certificatePem' | 'privateKeyPem'>;
  /** Where to listen; port 0 takes a free one. */
  readonly listen: { readonly host: string; readonly port: number };
}

export interface PeerServer {
  readonly port: number;
  /** Takes no more connections, lets calls under way finish for a few seconds, then cuts them. */
  close(): Promise<void>;
}

/** Serves peers over HTTPS, TLS 1.3 only. Rejects with node's error when the address cannot be listened on. */
export async function startPeerServer(options: PeerServerOptions): Promise<PeerServer> {
  const limits = { ...TRANSPORT_LIMITS, ...options.limits };
  const server = httpsServer(options, limits);
  await listen(server, options.listen);
  server.on('error', (error) => options.onDefect?.(error));
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server, limits.closeMsMax) };
}

function httpsServer(options: PeerServerOptions, limits: TransportLimits): Server {
  const server = createServer(
    {
      cert: options.tls.certificatePem,
      key: options.tls.privateKeyPem,
      minVersion: 'TLSv1.3',
      ALPNProtocols: ['http/1.1'],
      handshakeTimeout: limits.headersMsMax,
      headersTimeout: limits.headersMsMax,
      requestTimeout: limits.requestMsMax,
      connectionsCheckingInterval: limits.connectionsCheckMs,
      keepAliveTimeout: limits.keepAliveMs,
      maxHeaderSize: limits.headerBytesMax,
    },
    createPeerHandler(options),
  );
  server.maxConnections = limits.connectionsMax;
  server.maxRequestsPerSocket = limits.requestsPerConnectionMax;
  return server;
}
