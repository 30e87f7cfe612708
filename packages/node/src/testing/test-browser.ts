import { randomUUID } from 'node:crypto';
import { type ClientRequest, request } from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface CallAnswer {
  readonly status: number;
  readonly data: unknown;
  /** Code of the expected failure, or what else came instead of one. */
  readonly code: string | undefined;
  readonly error: { readonly code: string; readonly message: string; readonly next: string } | undefined;
}

export interface StreamEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: unknown;
}

/** An event stream, read one event at a time. */
export class Watching {
  status = 0;
  readonly #events: StreamEvent[] = [];
  #text = '';
  #ended = false;
  #wake: () => void = () => undefined;

  constructor(private readonly call: ClientRequest) {
    call.on('response', (answer) => {
      this.status = answer.statusCode ?? 0;
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => this.#take(part));
      answer.on('close', () => this.#end());
    });
    call.on('error', () => this.#end());
    call.end();
  }

  /** The next event that is no sign of life; undefined: the stream has ended. */
  async next(): Promise<StreamEvent | undefined> {
    while (this.#events.length === 0 && !this.#ended) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#events.shift();
  }

  close(): void {
    this.call.destroy();
  }

  #end(): void {
    this.#ended = true;
    this.#wake();
  }

  #take(part: string): void {
    this.#text += part;
    const blocks = this.#text.split('\n\n');
    this.#text = blocks.pop() as string;
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => [line.split(':', 1)[0], line.slice(line.indexOf(':') + 1).trim()]),
      );
      const event = fields.get('event') ?? 'message';
      const data = fields.get('data') ?? '';
      if (event === 'connected' || event === 'ping' || data === '') continue;
      this.#events.push({ id: fields.get('id'), event, data: JSON.parse(data) });
    }
    this.#wake();
  }
}

/** What a browser sends from a page of the desk; its own cookie jar. */
export class TestBrowser {
  cookie: string | undefined;

  constructor(readonly port: number) {}

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** One request exactly as given; no header is added. */
  raw(method: string, path: string, headers: Record<string, string>, body?: string | Buffer): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port: this.port, method, path, headers, agent: false }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
        );
        answer.on('error', reject);
      });
      call.on('error', reject);
      call.end(body);
    });
  }

  /** The headers of a page's own call. */
  get sameOrigin(): Record<string, string> {
    const cookie = this.cookie === undefined ? {} : { cookie: this.cookie };
    return { 'sec-fetch-site': 'same-origin', origin: this.origin, ...cookie };
  }

  async query(path: string, input?: unknown): Promise<CallAnswer> {
    const text = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    return this.#read(await this.raw('GET', `/trpc/${path}${text}`, this.sameOrigin));
  }

  /** A change with a key of its own, unless the input has one. */
  change(path: string, input: object): Promise<CallAnswer> {
    return this.mutate(path, { key: randomUUID(), ...input });
  }

  async mutate(path: string, input: unknown): Promise<CallAnswer> {
    const body = Buffer.from(JSON.stringify(input));
    const headers = { 'content-type': 'application/json', 'content-length': String(body.length), ...this.sameOrigin };
    return this.#read(await this.raw('POST', `/trpc/${path}`, headers, body));
  }

  /** A subscription, as a page's EventSource reads it. */
  watch(path: string, input?: unknown): Watching {
    const text = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    const { origin: _none, ...headers } = this.sameOrigin;
    const accept = { ...headers, accept: 'text/event-stream' };
    return new Watching(
      request({ host: '127.0.0.1', port: this.port, path: `/trpc/${path}${text}`, headers: accept, agent: false }),
    );
  }

  signIn(officer: string, passphrase: string): Promise<CallAnswer> {
    return this.mutate('session.signIn', { officer, passphrase });
  }

  #read({ status, headers, body }: RawAnswer): CallAnswer {
    for (const cookie of headers['set-cookie'] ?? []) {
      const [pair = ''] = cookie.split(';');
      this.cookie = pair.endsWith('=') ? undefined : pair;
    }
    const text = body.toString('utf8');
    if (!text.startsWith('{')) return { status, data: undefined, code: text.trim(), error: undefined };
    const read = JSON.parse(text) as {
      result?: { data: unknown };
      error?: { data: { code: string; liaison: CallAnswer['error'] | null } };
    };
    const error = read.error?.data.liaison ?? undefined;
    return { status, data: read.result?.data, code: error?.code ?? read.error?.data.code, error };
  }
}
