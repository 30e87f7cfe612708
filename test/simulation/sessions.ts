import { type MemoryHome, memoryClient, type SeededRandom } from '@liaison/node/testing';
import { type CallInput, type CallName, type PeerClient, runSync, type SyncReport } from '@liaison/sync';
import { type CallFault, chooseFault, damage, type Network, unreachable } from './network.js';

/** A session between two homes that stands still until one of its calls is let go. */
export interface RunningSession {
  readonly from: string;
  readonly to: string;
  /** Something was done to it that excuses an error. */
  disturbed: boolean;
  calls: number;
  waiting: WaitingCall | undefined;
  report: SyncReport | undefined;
  /** What ended it other than a report: a power cut, or a defect. */
  thrown: unknown;
  /** Ends it before it tries again: a home that is gone makes no more calls. */
  readonly stop: AbortController;
}

interface WaitingCall {
  readonly name: CallName;
  go(fault: CallFault, random: SeededRandom): void;
  fail(error: unknown): void;
}

export interface SessionWorld {
  readonly network: Network;
  home(name: string): MemoryHome;
  isUp(name: string): boolean;
  readonly partBytes: number | undefined;
  /** Hostile homes that give only a part of what they are asked for. */
  readonly withholds: ReadonlyMap<string, number>;
}

/**
 * Sessions that interleave: every call is a place where the scheduler may go on with another session, lose something, or
 * let a home crash.
 */
export class Sessions {
  readonly running: RunningSession[] = [];

  constructor(private readonly world: SessionWorld) {}

  start(from: string, to: string): RunningSession {
    const session: RunningSession = {
      from,
      to,
      disturbed: false,
      calls: 0,
      waiting: undefined,
      report: undefined,
      thrown: undefined,
      stop: new AbortController(),
    };
    this.running.push(session);
    runSync(this.#clientOf(session), this.world.home(from).replica, { signal: session.stop.signal }).then(
      (report) => {
        session.report = report;
      },
      (error: unknown) => {
        session.thrown = error;
      },
    );
    return session;
  }

  /** Lets one waiting call of this session go, and waits until the session stands still again. */
  async step(session: RunningSession, random: SeededRandom, faulty: boolean): Promise<void> {
    const { waiting } = session;
    session.waiting = undefined;
    const bad = this.world.network.isBad(session.from, session.to);
    waiting?.go(faulty ? chooseFault(random, bad) : 'none', random);
    await settled();
  }

  /** Ends every session of a home that is gone. */
  async abandon(name: string): Promise<void> {
    for (const session of this.running) {
      if (session.from !== name && session.to !== name) continue;
      session.disturbed = true;
      const { waiting } = session;
      session.waiting = undefined;
      session.stop.abort();
      waiting?.fail(unreachable(this.world.home(session.to).service.writer));
    }
    await settled();
  }

  /** Sessions that ended, taken out of the list. */
  takeEnded(): RunningSession[] {
    const ended = this.running.filter(({ report, thrown }) => report !== undefined || thrown !== undefined);
    for (const session of ended) this.running.splice(this.running.indexOf(session), 1);
    return ended;
  }

  #clientOf(session: RunningSession): PeerClient {
    const peer = this.world.home(session.to).service.writer;
    return {
      peer,
      call: (name, input) =>
        new Promise((resolve, reject) => {
          session.calls += 1;
          session.waiting = {
            name,
            fail: reject,
            go: (fault, random) => {
              this.#carry(session, name, this.#inParts(name, input), fault, random).then(resolve, reject);
            },
          };
        }),
    };
  }

  async #carry<Name extends CallName>(
    session: RunningSession,
    name: Name,
    input: CallInput<Name>,
    fault: CallFault,
    random: SeededRandom,
  ): Promise<unknown> {
    const { network } = this.world;
    const [from, to] = [this.world.home(session.from), this.world.home(session.to)];
    const lost = unreachable(to.service.writer);
    const reachable =
      network.reaches(session.from, session.to) && this.world.isUp(session.from) && this.world.isUp(session.to);
    if (!reachable || fault === 'lost-request') {
      session.disturbed = true;
      throw lost;
    }
    const caller = to.replica.admitCaller(from.service.writer);
    const admitted = caller.ok ? from.replica.admitCaller(to.service.writer) : caller;
    if (!admitted.ok) {
      session.disturbed = true;
      throw admitted.error;
    }
    const client = memoryClient(from, to);
    const withheld = [session.from, session.to].some((name) => (this.world.withholds.get(name) ?? 0) > 0);
    if (fault !== 'none' || withheld) session.disturbed = true;
    const sent = name === 'pushPart' ? sendPart(input, fault, random) : this.#sendPage(session, input, fault, random);
    if (sent === undefined) throw lost;
    const answer = await client.call(name, sent as CallInput<Name>);
    if (fault === 'twice') await client.call(name, sent as CallInput<Name>);
    if (fault === 'lost-answer') throw lost;
    return fault === 'damaged' ? this.#damageAnswer(answer, random) : answer;
  }

  /** A caller on a poor line has little of a page at once, so even a small one comes in parts (SYN-10). */
  #inParts<Name extends CallName>(name: Name, input: CallInput<Name>): CallInput<Name> {
    const { partBytes } = this.world;
    return name === 'pull' && partBytes !== undefined
      ? ({ ...(input as CallInput<'pull'>), bytes: partBytes } as CallInput<Name>)
      : input;
  }

  /** What arrives of an input; undefined: nothing now, but perhaps later. */
  #sendPage(session: RunningSession, input: unknown, fault: CallFault, random: SeededRandom): unknown {
    if (!(input instanceof Uint8Array)) return fault === 'held-back' ? undefined : input;
    const { network } = this.world;
    if (fault === 'damaged') return network.noteTampered(damage(input, random));
    network.noteTravelled({ from: session.from, to: session.to, page: Uint8Array.from(input) });
    return fault === 'held-back' ? undefined : input;
  }

  #damageAnswer(answer: unknown, random: SeededRandom): unknown {
    if (typeof answer !== 'object' || answer === null || !('page' in answer)) return answer;
    const page = damage(Buffer.from(String(answer.page), 'base64'), random);
    return { ...answer, page: Buffer.from(this.world.network.noteTampered(page)).toString('base64') };
  }
}

/** A part of a page never comes late by itself; a damaged one is not what its digest says. */
function sendPart(input: unknown, fault: CallFault, random: SeededRandom): unknown {
  if (fault === 'held-back') return undefined;
  return fault === 'damaged' ? damage(input as Uint8Array, random) : input;
}

/** Everything in this process that was ready to run has run: there are no timers and no input or output. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
