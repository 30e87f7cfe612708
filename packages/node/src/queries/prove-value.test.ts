import { expect, test } from 'vitest';
import { deskScene, found, grams, reader, say, write } from './desk-scene.fixture.js';
import { proveValue } from './prove-value.js';

async function scene(seed: string) {
  const made = await deskScene(seed);
  const { kr, th, space, meet } = made;
  const { record } = found(kr, space, { quantity: grams(2.1) });
  await meet();
  say(th, record, { quantity: grams(2.4) });
  await meet();
  return { ...made, record };
}

const oks = ({ lines }: ReturnType<typeof proveValue>) => lines.map(({ ok }) => ok);

test('a value of another member is proven from its hash to the root key, with who has receipted it', async () => {
  const { kr, th, record } = await scene('prove');
  const proof = proveValue(kr.replica.context, { record, section: 'TH', field: 'quantity', index: 0 });
  expect(oks(proof)).toEqual([true, true, true, true, true]);
  expect(proof).toMatchObject({
    ok: true,
    value: grams(2.4),
    writer: reader(th),
    member: 'TH',
    lane: 'record',
    seq: 1,
  });
  expect(proof.lines.map(({ step }) => step)).toEqual(['value', 'entry', 'signature', 'certificate', 'root']);
  expect(proof.lines.map(({ facts }) => facts)).toEqual([
    {},
    {},
    {},
    { serial: expect.any(Number), version: expect.any(Number) },
    { version: 1 },
  ]);
  expect(proof.receipts).toMatchObject([{ member: 'TH', home: th.service.writer }]);
});

test('a text is proven by each of its authors, and what nobody says is no value', async () => {
  const { kr, record } = await scene('text');
  write(kr, record, 'Two parcels.');
  const proof = proveValue(kr.replica.context, { record, section: 'KR', field: 'narrative', index: 0 });
  expect(proof).toMatchObject({ ok: true, value: 'Two parcels.', writer: reader(kr) });
  for (const wrong of [
    { section: 'KR', field: 'narrative', index: 1 },
    { section: 'KR', field: 'origin', index: 0 },
    { section: 'VN', field: 'quantity', index: 0 },
  ]) {
    expect(() => proveValue(kr.replica.context, { record, ...wrong })).toThrow(
      expect.objectContaining({ code: 'value-unknown' }),
    );
  }
});

test('DSK-5: what was changed in the file is found out when asked, whatever was checked before', async () => {
  const { kr, record } = await scene('tampered');
  const prove = () => proveValue(kr.replica.context, { record, section: 'TH', field: 'quantity', index: 0 });
  const { entry } = prove();
  const token = kr.replica.context.store.entries.byId(entry)?.token as string;
  const set = kr.database.prepare('UPDATE entry SET token = ? WHERE token = ?');
  const dot = token.lastIndexOf('.') + 1;
  const damaged = token.slice(0, dot) + (token[dot] === 'A' ? 'B' : 'A') + token.slice(dot + 1);
  set.run(damaged, token);
  expect(oks(prove())).toEqual([true, true, false, true, true]);
  set.run(token, damaged);
  kr.database
    .prepare('UPDATE operation SET salt = zeroblob(16) WHERE entry = (SELECT row FROM entry WHERE token = ?)')
    .run(token);
  expect(prove()).toMatchObject({
    ok: false,
    lines: [{ ok: true }, { ok: false }, { ok: false }, { ok: true }, { ok: true }],
  });
});
