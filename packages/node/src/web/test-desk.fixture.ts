import type { OpenHome } from '../home/open-home.js';
import { TestBrowser } from '../testing/test-browser.js';
import { StaticFiles } from './static-files.js';
import type { WebLimits } from './web-limits.js';
import { startWebServer, type WebServer } from './web-server.js';

/** A desk on loopback over a home of a test, with a clock of its own. */
export class TestDesk {
  nowMs = 1_000;
  readonly defects: unknown[] = [];

  private constructor(readonly server: { value?: WebServer }) {}

  static async start(
    home: OpenHome,
    change: { folder?: string; limits?: Partial<WebLimits>; proxyOrigin?: string } = {},
  ): Promise<TestDesk> {
    const desk = new TestDesk({});
    desk.server.value = await startWebServer({
      home,
      listen: { host: '127.0.0.1', port: 0 },
      proxyOrigin: change.proxyOrigin,
      files: change.folder === undefined ? undefined : new StaticFiles(change.folder),
      monotonicMs: () => desk.nowMs,
      limits: change.limits ?? {},
      onDefect: (error) => desk.defects.push(error),
    });
    return desk;
  }

  get port(): number {
    return (this.server.value as WebServer).port;
  }

  browser(): TestBrowser {
    return new TestBrowser(this.port);
  }

  close(): Promise<void> {
    return (this.server.value as WebServer).close();
  }
}
