import { join } from 'node:path';
import { type OpenHome, openPeerConnection } from '@liaison/node';
import { encodePage, type SpaceId, type WriterId } from '@liaison/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { chosenWord } from '../support/chosen-strings.js';
import { temporaryFolder } from '../support/clean-up.js';
import type { FailureAnswer, RecordAnswer, SetAsideAnswer } from '../support/command-answers.js';
import { federation } from '../support/federation.js';
import { connectAs, nodeOf } from '../support/peer-access.js';
import { tablesWith } from '../support/raw-content.js';
import { rosterAt } from '../support/roster-ceremony.js';
import type { TestHome } from '../support/test-home.js';

/** KR takes part in two communities, with a home for each on one machine. */
let krInOne: TestHome;
let th: TestHome;
let krInTwo: TestHome;
let vn: TestHome;
let space: SpaceId;
let secret: string;

beforeAll(async () => {
  const [one, two] = await Promise.all([federation(['KR', 'TH']), federation(['KR', 'VN'])]);
  [krInOne, th, krInTwo, vn] = [one.of('KR'), one.of('TH'), two.of('KR'), two.of('VN')];
  secret = chosenWord();
  const made = await krInOne.does<{ space: string }>(
    ...['space', 'create', '--kind', 'case', '--title', 'Of the first', '--audience', 'TH'],
  );
  space = made.space as SpaceId;
  await krInOne.does<RecordAnswer>(
    ...['record', 'new', '--space', space, '--kind', 'seizure', '--set', `place=${secret}`],
  );
  await Promise.all([krInOne, krInTwo, vn].map((home) => home.serve()));
  expect(await th.sync('KR')).toMatchObject({ converged: true });
  expect(await vn.sync('KR')).toMatchObject({ converged: true });
});

/** A connection of a home of one community to the node of the other, as if address and pin had leaked. */
const calling = (caller: OpenHome, from: OpenHome, called: TestHome) => {
  const { writer, tlsPin } = nodeOf(from, called);
  const nonces = new Map<WriterId, string | undefined>();
  return openPeerConnection({
    address: called.place.address as string,
    tlsPin,
    peer: writer,
    self: caller.replica.home,
    signKey: caller.replica.serviceKey,
    introduction: () => caller.replica.introduction(),
    nonceStore: { get: (peer) => nonces.get(peer), set: (peer, nonce) => nonces.set(peer, nonce) },
  });
};

const unchangedBy = async (home: TestHome, work: () => Promise<void>) => {
  const before = [await home.status(), await rosterAt(home), await home.does<SetAsideAnswer>('set-aside')];
  await work();
  expect([await home.status(), await rosterAt(home), await home.does<SetAsideAnswer>('set-aside')]).toEqual(before);
};

describe('two communities of one member', () => {
  it('have rosters, homes and spaces of their own', async () => {
    expect((await rosterAt(krInOne)).fingerprint).not.toBe((await rosterAt(krInTwo)).fingerprint);
    const listed = await Promise.all([krInOne, th, krInTwo, vn].map((home) => home.status()));
    expect(listed.map(({ spaces }) => spaces.length)).toEqual([1, 1, 0, 0]);
  });

  it('a home of one is a stranger at the other’s port, with all that it brings, and leaves no trace', async () => {
    await vn.stop();
    await unchangedBy(krInTwo, () =>
      th.opened((stranger) =>
        vn.opened(async (from) => {
          const connection = calling(stranger, from, krInTwo);
          const marks = stranger.replica.documents();
          const calls = [
            () => connection.client.call('documents', marks),
            () => connection.client.call('pull', { wants: [{ space, lane: 'control', have: [] }] }),
          ];
          for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'peer-refused' });
          connection.close();
        }),
      ),
    );
  });

  it('documents and entries of one are refused in the other, even from a partner there', async () => {
    const { entries, rosters, directories } = await th.opened(({ replica }) => ({
      entries: replica.select(
        replica.home,
        (['control', 'record'] as const).map((lane) => ({ space, lane, have: [] })),
        1e6,
      ).entries,
      rosters: replica.context.authority.rosters().map(({ document }) => document),
      directories: replica.context.authority.directories().map(({ token }) => token),
    }));
    await vn.opened(async (partner) => {
      const { client, close } = connectAs(partner, krInTwo);
      const offered = await client.call('offerDocuments', { rosters, directories });
      expect(offered).toMatchObject({ changed: 0, refused: { code: 'roster-differs' } });
      const pushed = await client.call('push', encodePage(entries));
      expect(pushed).toMatchObject({ entries: 0, refused: { code: 'space-not-entitled' } });
      close();
    });
    const status = await krInTwo.status();
    expect(status).toMatchObject({ entries: 0, spaces: [] });
    await krInTwo.stop();
    expect(await krInTwo.opened((home) => tablesWith(home, [secret]))).toEqual([]);
  });

  it('a community file of one is refused by a home of the other', async () => {
    const file = join(temporaryFolder('community'), 'community.json');
    await krInOne.does('roster', 'export', '--out', file);
    const before = await rosterAt(krInTwo);
    const { code, json } = await krInTwo.cli<FailureAnswer>('roster', 'import', file);
    expect([code, json.error.code]).toEqual([1, 'roster-differs']);
    expect(await rosterAt(krInTwo)).toEqual(before);
  });

  it('a bundle of one opens at no home of the other', async () => {
    const file = join(temporaryFolder('stick'), 'to-th.bundle');
    await krInOne.does('bundle', 'make', '--for', 'TH', '--out', file);
    await unchangedBy(krInTwo, async () => {
      const { code, json } = await krInTwo.cli<FailureAnswer>('bundle', 'read', file);
      expect([code, json.error.code]).toEqual([1, 'sealed-for-others']);
    });
  });
});
