import { Agent, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';
import { pinOfDer } from './tls-certificate.js';
import { transportError } from './transport-errors.js';

type Connected = (error: Error | null, stream: Duplex) => void;

/**
 * Connections to one node, known by the pin in its member's directory. A connection is handed to HTTP only after the
 * other side has proven the pinned certificate: to anybody else not a byte is sent. Names and dates in the certificate
 * say nothing, so they are not looked at.
 */
export class PinnedAgent extends Agent {
  constructor(
    private readonly pin: string,
    private readonly connectMsMax: number,
  ) {
    super({ keepAlive: true, maxSockets: 1 });
  }

  override createConnection(options: RequestOptions, callback?: Connected): undefined {
    const host = options.host ?? 'localhost';
    const socket = connect({
      host,
      port: Number(options.port ?? 443),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      minVersion: 'TLSv1.3',
      ALPNProtocols: ['http/1.1'],
      rejectUnauthorized: false,
    });
    this.hand(socket, (error) => callback?.(error, socket));
    return undefined;
  }

  private hand(socket: TLSSocket, done: (error: Error | null) => void): void {
    const timer = setTimeout(() => fail(transportError('peer-timeout', 'while connecting')), this.connectMsMax);
    const fail = (error: Error) => {
      clearTimeout(timer);
      socket.off('error', fail);
      socket.on('error', () => undefined); // what follows the first error is of no interest
      socket.destroy();
      done(error);
    };
    socket.once('error', fail);
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      if (certificate === undefined || pinOfDer(certificate.raw) !== this.pin) {
        fail(transportError('peer-pin-mismatch'));
        return;
      }
      clearTimeout(timer);
      socket.off('error', fail);
      done(null);
    });
  }
}
