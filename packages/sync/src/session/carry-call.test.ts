import { sha256Text } from '@liaison/protocol';
import { describe, expect, it } from 'vitest';
import { connect } from '../testing/connect.js';
import { spaceNamed, writerNamed } from '../testing/fake-log.js';
import { MemoryReplica } from '../testing/memory-replica.js';
import { poorLine } from '../testing/poor-line.js';
import { runSync } from './sync-session.js';

const [KR, TH] = [writerNamed('KR'), writerNamed('TH')];
const NOTE = 'x'.repeat(1_900_000);

/** A home with a directory of 1.9 MB, and one without. */
function pair() {
  const [kr, th] = [new MemoryReplica(KR), new MemoryReplica(TH)];
  kr.setDirectory('KR', 1, NOTE);
  return { kr, th };
}

const versions = (replica: MemoryReplica) => [...replica.directories].map(([member, { version }]) => [member, version]);

describe('a document that is larger than its line carries at once', () => {
  it.each(['fetched', 'brought'])('SYN-11, SYN-12, SYN-13: is %s in parts, with little carried twice', async (way) => {
    const { kr, th } = pair();
    th.setDirectory('TH', 1);
    const [caller, called] = way === 'fetched' ? [th, kr] : [kr, th];
    const { client, line } = poorLine(caller, called, 50_000);
    expect(await runSync(client, caller)).toMatchObject({ converged: true });
    expect([versions(kr).length, versions(th).length]).toEqual([2, 2]);
    expect(line.calls.filter((name) => name === (way === 'fetched' ? 'document' : 'pushPart')).length).toBeGreaterThan(
      50,
    );
    expect(line.lost).toBeGreaterThan(0);
    expect(line.bytes).toBeLessThan(1.15 * NOTE.length);
  });

  it.each(['fetched', 'brought'])('SYN-14: is %s over several sessions, and what came stays', async (way) => {
    const { kr, th } = pair();
    const [caller, called] = way === 'fetched' ? [th, kr] : [kr, th];
    let bytes = 0;
    let sessions = 0;
    for (let converged = false; !converged; sessions++) {
      const { client, line } = poorLine(caller, called, 50_000, 400_000);
      ({ converged } = await runSync(client, caller));
      bytes += line.bytes;
      // something new in between, which the lists name and the document does not
      called.setDirectory('VN', sessions + 1);
      expect(sessions).toBeLessThan(12);
    }
    expect(bytes).toBeLessThan(1.6 * NOTE.length);
    expect(versions(th)).toContainEqual(['KR', 1]);
    expect(th.parts.held(KR, 'fetched-document')).toBeUndefined();
  });

  it('SYN-13: one that is refused does not keep the smaller ones behind it', async () => {
    const { kr, th } = pair();
    kr.setDirectory('KR', 1, `forged${NOTE}`);
    kr.directories.set('KR', { version: 1, token: JSON.stringify({ member: 'KR', version: 1, note: 'forged', NOTE }) });
    kr.setDirectory('MY', 1);
    const report = await runSync(connect(th, kr), th);
    expect(report.alarms).toContainEqual({ code: 'documents-refused', about: ['signature-wrong'] });
    expect(versions(th)).toEqual([['MY', 1]]);
  });

  it('SYN-12: is brought again where the called node has forgotten it', async () => {
    const { kr, th } = pair();
    let forgot = 0;
    const client = connect(kr, th, async (name, answer) => {
      if (name === 'offerDocuments' && forgot++ < 2) th.parts.drop(KR, 'brought-input');
      return answer();
    });
    expect(await runSync(client, kr)).toMatchObject({ converged: true });
    expect(versions(th)).toEqual([['KR', 1]]);
  });
});

interface Part {
  readonly text: string;
  readonly part: { readonly digest: string; readonly from: number; readonly total: number };
}

describe('a peer that lies about its parts', () => {
  const forged: [string, (answer: Part) => unknown][] = [
    ['rubbish', (answer) => ({ ...answer, text: 'y'.repeat(answer.text.length) })],
    [
      'another total',
      (answer) => ({ ...answer, part: { ...answer.part, total: answer.part.total + answer.part.from } }),
    ],
    [
      'another digest',
      (answer) => ({ ...answer, part: { ...answer.part, digest: sha256Text(`${answer.part.from}`) } }),
    ],
    ['another range', (answer) => ({ ...answer, part: { ...answer.part, from: answer.part.from + 1 } })],
    ['crumbs', (answer) => ({ ...answer, text: answer.text.slice(0, 1_023) })],
    ['nothing', (answer) => ({ ...answer, text: '' })],
    ['the beginning for ever', (answer) => ({ ...answer, part: { ...answer.part, from: 0 } })],
    ['no form', () => ({ part: 'x', text: 7 })],
  ];
  it.each(forged)('SYN-11: by giving %s is found out, and nothing of it is read', async (_name, forge) => {
    const { kr, th } = pair();
    const client = connect(th, kr, async (name, answer) => {
      const honest = await answer();
      return name === 'document' ? forge(honest as Part) : honest;
    });
    const report = await runSync(client, th);
    expect(report).toMatchObject({ converged: false, error: { code: 'peer-answer-malformed' } });
    expect(client.calls.length).toBeLessThan(100);
    expect(versions(th)).toEqual([]);
    expect(th.parts.held(KR, 'fetched-document')).toBeUndefined();
  });

  it('SYN-12: or never has what was brought, does not hold the session for ever', async () => {
    const { kr, th } = pair();
    const client = connect(kr, th, async (name, answer) => (name === 'pushPart' ? { held: 0 } : answer()));
    expect(await runSync(client, kr)).toMatchObject({ error: { code: 'peer-answer-malformed' } });
    expect(client.calls.length).toBeLessThan(2_100);
  });

  it('SYN-12: or forgets again and again what was brought, does not either', async () => {
    const { kr, th } = pair();
    const client = connect(kr, th, async (name, answer) => {
      if (name === 'offerDocuments') th.parts.drop(KR, 'brought-input');
      return answer();
    });
    expect(await runSync(client, kr)).toMatchObject({ error: { code: 'peer-answer-malformed' } });
    expect(client.calls.filter((name) => name === 'offerDocuments')).toHaveLength(8);
  });
});

describe('a long answer of any call', () => {
  it('SYN-11: comes in parts, such as the marks of many spaces', async () => {
    const { kr, th } = pair();
    for (const home of [kr, th]) home.setDirectory('KR', 1);
    for (let i = 0; i < 400; i++) kr.found(spaceNamed(`case ${i}`), [TH]);
    const { client, line } = poorLine(th, kr, 30_000);
    expect(await runSync(client, th)).toMatchObject({ converged: true, entriesReceived: 400 });
    expect(line.calls.length).toBeLessThan(100);
  });

  it('SYN-11, SYN-12: and a question that names all logs of a wide space is brought in parts', async () => {
    const { kr, th } = pair();
    for (const home of [kr, th]) home.setDirectory('KR', 1);
    const space = spaceNamed('wide');
    kr.found(space, [TH]);
    for (let i = 0; i < 400; i++) kr.write(space, 'a', 'record', writerNamed(`officer ${i}`));
    expect(await runSync(connect(th, kr), th)).toMatchObject({ converged: true });
    kr.write(space, 'b', 'record', writerNamed('officer 7'));
    const { client, line } = poorLine(th, kr, 30_000);
    expect(await runSync(client, th)).toMatchObject({ converged: true, entriesReceived: 1 });
    expect(line.calls).toContain('pushPart');
  });
});
