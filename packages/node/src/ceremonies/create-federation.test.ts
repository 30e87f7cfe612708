import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MemberCode } from '@liaison/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFederation } from './create-federation.js';
import { QUICK, rejectedCode, TemporaryHomes } from './temporary-homes.fixture.js';

let homes: TemporaryHomes;
beforeEach(() => {
  homes = new TemporaryHomes('federation');
});
afterEach(() => homes.remove());

const create = (members: string[], change: object = {}) => {
  const { clock, random } = homes;
  return createFederation({ folder: homes.path('trial'), members, clock, random, sealing: QUICK, ...change });
};

describe('createFederation', () => {
  it('makes homes that know each other, each with its own passphrase and port', async () => {
    const { members } = await create(['KR', 'TH', 'VN', 'INCB=1001']);
    expect(Object.keys(members)).toEqual(['KR', 'TH', 'VN', 'INCB']);
    expect(readdirSync(homes.path('trial')).sort()).toEqual(['incb', 'kr', 'th', 'vn']);
    const passphrases = new Set<string>();
    const documents = new Set<string>();
    for (const [code, { home, address }] of Object.entries(members)) {
      expect(home).toBe(homes.path(`trial/${code.toLowerCase()}`));
      const file = join(home, 'passphrase.txt');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const passphrase = readFileSync(file, 'utf8');
      passphrases.add(passphrase);
      const opened = await homes.open(`trial/${code.toLowerCase()}`, passphrase);
      expect((await opened.unlockOfficer(undefined, passphrase)).certificate.claims.member).toBe(code);
      await opened.unlockDirectoryKey(passphrase);
      documents.add(JSON.stringify(opened.replica.documents()));
      expect(opened.settings.address).toBe(address);
      const { authority } = opened.replica.context;
      expect(authority.roster.claims.threshold).toBe(3);
      expect(authority.directories().map(({ member, version }) => [member, version])).toEqual([
        ['INCB', 1],
        ['KR', 1],
        ['TH', 1],
        ['VN', 1],
      ]);
      const node = authority.directory(code as MemberCode)?.claims.nodes;
      expect(node).toEqual([{ writer: opened.settings.home, addresses: [address], tlsPin: opened.tls.pin }]);
    }
    expect(passphrases.size).toBe(4);
    expect(documents.size).toBe(1);
    const addresses = Object.values(members).map(({ address }) => address);
    expect(new Set(addresses).size).toBe(4);
    expect(addresses.every((address) => /^https:\/\/127\.0\.0\.1:\d+$/.test(address))).toBe(true);
  });

  it('takes one passphrase for all when it is given', async () => {
    const { members } = await create(['KR', 'TH'], { passphrase: 'all of us' });
    for (const { home } of Object.values(members)) {
      expect(readFileSync(join(home, 'passphrase.txt'), 'utf8')).toBe('all of us');
    }
    expect((await homes.open('trial/th', 'all of us')).settings.member).toBe('TH');
  });

  it('fails into a folder that is not empty, and changes nothing', async () => {
    mkdirSync(homes.path('trial'));
    writeFileSync(homes.path('trial/notes.txt'), 'mine');
    expect(await rejectedCode(create(['KR', 'TH']))).toBe('folder-not-empty');
    expect(readdirSync(homes.path('trial'))).toEqual(['notes.txt']);
    expect(homes.names()).toEqual(['trial']);
  });

  it('makes all or nothing', async () => {
    expect(await rejectedCode(create(['KR', 'TH', 'KR']))).toBe('members-repeated');
    expect(await rejectedCode(create(['INCB=1001', 'UNODC=1001']))).toBe('members-repeated');
    expect(await rejectedCode(create(['KR', 'th']))).toBe('member-code-malformed');
    expect(await rejectedCode(create([]))).toBe('member-code-malformed');
    expect(await rejectedCode(create(['KR', 'TH'], { passphrase: '' }))).toBe('passphrase-empty');
    expect(homes.names()).toEqual([]);
  });

  it('lets one of two attempts at once win', async () => {
    const outcomes = await Promise.allSettled([create(['KR']), create(['TH'])]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(homes.names()).toEqual(['trial']);
    expect(readdirSync(homes.path('trial'))).toHaveLength(1);
  });
});
