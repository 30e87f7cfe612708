import { connect } from 'node:tls';

/** Sends bytes over TLS without any check and returns what comes back until the other side closes. */
export function rawExchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
    let answer = '';
    socket.on('data', (part) => {
      answer += part.toString('latin1');
    });
    socket.once('error', reject);
    socket.once('close', () => resolve(answer));
    socket.once('secureConnect', () => socket.write(bytes, 'latin1'));
  });
}

/** A whole request with these headers; `connection: close` makes the exchange end. */
export const requestText = (path: string, headers: Record<string, string>, body = '', method = 'POST'): string =>
  [
    `${method} ${path} HTTP/1.1`,
    ...Object.entries({ connection: 'close', ...headers }).map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\r\n');
