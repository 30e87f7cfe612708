import { NonceLedger } from '@liaison/identity';
import type { WriterId } from '@liaison/protocol';
import { MemoryFederation, type MemoryHome } from '../../testing/memory-federation.js';
import { HomeChanges } from '../../worker/home-changes.js';
import { HeldWatches } from '../held-watches.js';
import { type NonceStore, openPeerConnection, type PeerConnection } from '../peer-connection.js';
import { type PeerServer, startPeerServer } from '../peer-server.js';
import { createTlsCertificate, type TlsCertificate } from '../tls-certificate.js';
import type { TransportLimits } from '../transport-limits.js';

/** Two homes of a test federation, TH serving on loopback; one fixture for all tests of the transport. */
export class TransportHomes {
  readonly defects: unknown[] = [];
  readonly nonceStore = new MemoryNonces();
  readonly #connections: PeerConnection[] = [];

  private constructor(
    readonly federation: MemoryFederation,
    readonly tls: TlsCertificate,
    private readonly limits: Partial<TransportLimits>,
  ) {}

  /** Of TH; no more than two peers may wait there. */
  watches!: HeldWatches;
  server!: PeerServer;
  nowMs = 1_000;

  static async start(limits: Partial<TransportLimits> = {}): Promise<TransportHomes> {
    const federation = new MemoryFederation(['KR', 'TH'], 'transport');
    const homes = new TransportHomes(federation, await createTlsCertificate(federation.random), limits);
    await homes.restart();
    return homes;
  }

  get kr(): MemoryHome {
    return this.federation.home('KR');
  }

  get th(): MemoryHome {
    return this.federation.home('TH');
  }

  get address(): string {
    return `https://127.0.0.1:${this.server.port}`;
  }

  /** A server that remembers no nonce, on a new port. */
  async restart(): Promise<void> {
    const changes = new HomeChanges(this.th.replica.context);
    this.watches = new HeldWatches({ changes, watchesMax: 2, gatherMs: 10 });
    this.server = await startPeerServer({
      watches: this.watches,
      replica: this.th.replica,
      nonces: new NonceLedger(this.federation.random),
      addresses: () => [this.address],
      monotonicMs: () => this.nowMs,
      onDefect: (error) => this.defects.push(error),
      tls: this.tls,
      listen: { host: '127.0.0.1', port: 0 },
      limits: this.limits,
    });
  }

  connect(change: { address?: string; tlsPin?: string; limits?: Partial<TransportLimits>; self?: MemoryHome } = {}) {
    const { service } = change.self ?? this.kr;
    const connection = openPeerConnection({
      address: change.address ?? this.address,
      tlsPin: change.tlsPin ?? this.tls.pin,
      peer: this.th.service.writer,
      self: service.writer,
      signKey: service.signing,
      nonceStore: this.nonceStore,
      limits: change.limits ?? {},
    });
    this.#connections.push(connection);
    return connection;
  }

  async stop(): Promise<void> {
    for (const connection of this.#connections) connection.close();
    this.watches.close();
    await this.server.close();
  }
}

class MemoryNonces implements NonceStore {
  readonly kept = new Map<WriterId, string>();

  get(peer: WriterId): string | undefined {
    return this.kept.get(peer);
  }

  set(peer: WriterId, nonce: string | undefined): void {
    if (nonce === undefined) this.kept.delete(peer);
    else this.kept.set(peer, nonce);
  }
}
