import { connect } from 'node:tls';

const DEADLINE_MS = 20_000;

/** Sends bytes over TLS as they are and returns what comes back until the other side hangs up. */
export function rawHttps(address: string, bytes: string | Uint8Array, hangUp = false): Promise<string> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
    let answer = '';
    socket.setTimeout(DEADLINE_MS, () => socket.destroy(new Error('the node fell silent')));
    socket.on('data', (part) => {
      answer += part.toString('latin1');
    });
    // a node may hang up while we still send: what it said before counts
    socket.once('error', (error) => (answer === '' && !hangUp ? reject(error) : resolve(answer)));
    socket.once('close', () => resolve(answer));
    socket.once('secureConnect', () => {
      socket.write(bytes);
      if (hangUp) socket.end();
    });
  });
}

/** One HTTP request as bytes. */
export function requestBytes(
  address: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array = new Uint8Array(),
): Uint8Array {
  const lines = [
    `POST /peer/${path} HTTP/1.1`,
    `host: ${new URL(address).host}`,
    'connection: close',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
}

/** Status code of an answer, or 0 when there was none. */
export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1] ?? 0);
