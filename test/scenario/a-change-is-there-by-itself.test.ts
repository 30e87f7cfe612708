import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { federation, type TestFederation } from '../support/federation.js';
import type { TestHome } from '../support/test-home.js';

const NEW_RECORD = ['record', 'new', '--kind', 'seizure', '--set'];

describe('nodes that keep in touch', () => {
  let members: TestFederation;
  let kr: TestHome;
  let th: TestHome;
  let space: string;

  const tell = (home: TestHome, place: string) => home.does(...NEW_RECORD, `place=${place}`, '--space', space);
  const has = (home: TestHome, place: string) => async (): Promise<boolean> => {
    const { total } = await home.desk((calls) => calls.record.search({ query: place, limit: 5 }));
    return total > 0;
  };
  const contactOf = async (home: TestHome, peer: string) =>
    (await home.desk((calls) => calls.home.status())).peers.find((one) => one.peer === peer);
  const stands = (home: TestHome, peer: string, state: string) => async () =>
    (await contactOf(home, peer))?.state === state;

  beforeAll(async () => {
    members = await federation(['KR', 'TH']);
    [kr, th] = [members.of('KR'), members.of('TH')];
    ({ space } = await kr.does<{ space: string }>(
      ...['space', 'create', '--kind', 'case', '--title', 'In touch', '--audience', 'TH'],
    ));
  });

  it('POK-6: exchange at the start what each has, and say that they are connected', async () => {
    await tell(kr, 'Busan');
    await Promise.all([kr.serveInTouch(), th.serveInTouch()]);
    await eventually('TH has what KR wrote before', has(th, 'Busan'));
    await eventually('TH is connected with KR', stands(th, 'KR', 'connected'));
    await eventually('KR is connected with TH', stands(kr, 'TH', 'connected'));
    const contact = await contactOf(th, 'KR');
    expect(contact).toMatchObject({ trouble: null, nextAttempt: null, lastContact: expect.any(String) });
  });

  it('POK-2: hear of a change on either side without anybody calling sync, and then fall silent', async () => {
    await tell(kr, 'Incheon');
    await eventually('TH has what KR wrote', has(th, 'Incheon'));
    await tell(th, 'Chiang Mai');
    await eventually('KR has what TH wrote', has(kr, 'Chiang Mai'));
    await eventually('both know that the other has it', async () => {
      const [left, right] = [await kr.status(), await th.status()];
      return left.spaces[0]?.waiting === 0 && right.spaces[0]?.waiting === 0;
    });
  });

  it('POK-6: come back by themselves after a line that was cut, and go on', async () => {
    await kr.kill9();
    await eventually('TH says that KR is offline', stands(th, 'KR', 'offline'));
    const offline = await contactOf(th, 'KR');
    expect(offline).toMatchObject({ nextAttempt: expect.any(String), trouble: { next: expect.any(String) } });
    await tell(th, 'Songkhla');
    await kr.serveInTouch();
    await eventually('KR has what was written meanwhile', has(kr, 'Songkhla'), 60_000);
    await eventually('TH is connected again', stands(th, 'KR', 'connected'), 60_000);
    await tell(kr, 'Gwangju');
    await eventually('TH hears of changes again', has(th, 'Gwangju'));
  });

  it('POK-7: a laptop that nobody can call brings what it writes, and hears what others write', async () => {
    const laptop = await members.laptop('KR', 'KR-laptop', [space]);
    await laptop.serveInTouch();
    await eventually('the laptop has the case', has(laptop, 'Gwangju'), 60_000);
    await tell(laptop, 'Pattaya');
    await eventually('its desk has it', has(kr, 'Pattaya'));
    await eventually('and so has TH', has(th, 'Pattaya'), 60_000);
    await tell(th, 'Ubon');
    await eventually('the laptop hears of it', has(laptop, 'Ubon'), 60_000);
    await Promise.all([laptop.stop(), kr.stop(), th.stop()]);
  });
});
