import {
  type AgreementKey,
  createAgreementKey,
  createSigningKey,
  type OpenRoster,
  openDirectory,
  openRoster,
  type SigningKey,
  signCertificate,
  signDirectory,
  signRoster,
  writerIdOf,
} from '@liaison/identity';
import {
  type DirectoryClaims,
  type DocumentId,
  LIMITS,
  type MemberCode,
  orThrow,
  type Power,
  parseToken,
  type Roster,
  type RosterClaims,
  type Scope,
  type WriterId,
} from '@liaison/protocol';
import { type Database, openMemoryDatabase, Store } from '@liaison/store';
import { type Clock, claimedTime } from '../replica/clock.js';
import { Replica } from '../replica/replica.js';
import type { Author } from '../replica/write-entry.js';
import { ManualClock } from './manual-clock.js';
import { delegationOf, type MemoryMember, newMember, takeNextDirectoryKey } from './memory-member.js';
import { nextRosterClaims } from './memory-rosters.js';
import { SeededRandom } from './seeded-random.js';

const OFFICER_POWERS: Power[] = ['audience', 'import', 'pin', 'recall', 'space', 'write'];

interface WriterKeys {
  readonly writer: WriterId;
  readonly signing: SigningKey;
  readonly agreement: AgreementKey;
}

/** One home of the federation: a replica of the real code over a database in memory. */
export interface MemoryHome {
  readonly name: string;
  readonly member: MemberCode;
  readonly service: WriterKeys;
  readonly officerKeys: WriterKeys;
  readonly clock: Clock;
  database: Database;
  replica: Replica;
  officer: Author;
}

/** A whole community in one process, with keys from a seed; what tests and the simulator stand on. */
export class MemoryFederation {
  readonly random: SeededRandom;
  readonly homes = new Map<string, MemoryHome>();
  readonly members = new Map<MemberCode, MemoryMember>();
  /** Every version so far. */
  readonly rosters: Roster[] = [];

  constructor(
    codes: readonly string[],
    seed: string,
    private readonly clockOf: (home: string) => Clock = () => new ManualClock(),
  ) {
    this.random = new SeededRandom(seed);
    for (const [index, code] of codes.entries()) this.#makeMember(code as MemberCode, 100 + index);
    this.nextRoster(codes, codes);
    const drafts = codes.map((code) => this.#draftHome(code, code as MemberCode, '*'));
    for (const draft of drafts) this.#openHome(draft);
  }

  /** The next version of the roster with these members, signed by the roots of these; homes learn of it by exchange. */
  nextRoster(codes: readonly string[], signers: readonly string[], change: Partial<RosterClaims> = {}): Roster {
    const previous = this.rosters.length === 0 ? undefined : this.openedRoster();
    const roots = codes.map((code) => this.#member(code)).map(({ code, number, root }) => ({ code, number, root }));
    const signing = signers.map((code) => this.#member(code).root);
    const claims = nextRosterClaims(roots, previous, (code) => this.#lastDirectory(this.#member(code)));
    const roster = signRoster({ ...claims, at: this.#at(), ...change }, signing);
    this.rosters.push(roster);
    return roster;
  }

  /** A member joins by the next roster; only its own home knows of it until rosters and directories are exchanged. */
  join(code: string, signers: readonly string[]): MemoryHome {
    this.#makeMember(code as MemberCode, 100 + this.members.size);
    const present = this.openedRoster().claims.members.map((member) => member.code);
    this.nextRoster([...present, code], [...signers, code]);
    return this.#openHome(this.#draftHome(code, code as MemberCode, '*'));
  }

  /** A member takes another root key: the next roster names it, and the next directory rests on it. */
  renewRoot(member: string): void {
    const of = this.#member(member);
    of.root = createSigningKey(this.random);
    this.#restOnRoot(of);
  }

  /** The same for a member of the present roster, whose members all sign the next one. */
  renewRootByRoster(member: string): void {
    const of = this.#member(member);
    of.root = createSigningKey(this.random);
    const codes = this.openedRoster().claims.members.map(({ code }) => code);
    this.nextRoster(codes, codes);
    this.#restOnRoot(of);
  }

  /** A member's root delegates to another directory key, which signs every certificate again (DIR-5). */
  delegateAnew(member: string): void {
    const of = this.#member(member);
    takeNextDirectoryKey(of, this.#openOwn(of), this.random);
    this.#restOnRoot(of);
  }

  #restOnRoot(of: MemoryMember): void {
    of.claims = { ...of.claims, delegation: delegationOf(of, this.#at()) };
    const next = { ...of.claims, version: of.claims.version + 1, previous: this.#lastDirectory(of) };
    const signed = signDirectory(next, of.directoryKey);
    of.claims = signed.claims;
    of.token = signed.token;
  }

  #lastDirectory({ token }: MemoryMember): DocumentId {
    return orThrow(parseToken('liaison-directory', token, LIMITS.documentCharsMax)).id as DocumentId;
  }

  rootKey(member: string): SigningKey {
    return this.#member(member).root;
  }

  /** The last roster, opened with all before it. */
  openedRoster(): OpenRoster {
    const [first, ...later] = this.rosters;
    return later.reduce((opened, roster) => orThrow(openRoster(roster, opened)), orThrow(openRoster(first)));
  }

  home(name: string): MemoryHome {
    return this.homes.get(name) as MemoryHome;
  }

  /** A laptop of a member; only its own member's home learns of it until directories are exchanged. */
  addLaptop(name: string, member: string, scope: Scope): MemoryHome {
    const draft = this.#draftHome(name, member as MemberCode, scope);
    const home = this.#openHome(draft);
    this.home(member).replica.admitDocuments(this.home(member).service.writer, {
      rosters: [],
      directories: [this.#member(member).token],
    });
    return home;
  }

  /** Marks writers as revoked in the next version of their member's directory, known at its own home first. */
  revoke(member: string, writers: readonly WriterId[]): void {
    const of = this.#member(member);
    const at = this.#at();
    const revoked = [...of.claims.revoked, ...writers.map((writer) => ({ writer, at }))];
    revoked.sort((a, b) => (a.writer < b.writer ? -1 : 1));
    this.#nextDirectory(of, { revoked });
    this.home(member).replica.admitDocuments(this.home(member).service.writer, {
      rosters: [],
      directories: [of.token],
    });
  }

  directoryKey(member: string): SigningKey {
    return this.#member(member).directoryKey;
  }

  /** The token in which the member's root key delegates to its directory key. */
  delegation(member: string): string {
    return this.#member(member).claims.delegation;
  }

  /** Content of a pin operation of a member, under the roster that stands (PIN-2). */
  pinContent(member: string, pin: string): { delegation: string; pin: string; roster: string } {
    return { delegation: this.delegation(member), pin, roster: this.openedRoster().id };
  }

  directoryToken(member: string): string {
    return this.#member(member).token;
  }

  /** Opens a home's replica anew over a database, as after a crash. */
  reopen(home: MemoryHome, database: Database): void {
    home.database = database;
    home.replica = this.#replicaOf(home, database);
    home.officer = this.#authorOf(home);
  }

  #member(code: string): MemoryMember {
    return this.members.get(code as MemberCode) as MemoryMember;
  }

  #at(): string {
    return claimedTime(new ManualClock());
  }

  #makeMember(code: MemberCode, number: number): void {
    this.members.set(code, newMember(code, number, this.random, this.#at()));
  }

  #keys(member: MemberCode): WriterKeys {
    const signing = createSigningKey(this.random);
    return { writer: writerIdOf(member, signing.publicKey), signing, agreement: createAgreementKey(this.random) };
  }

  #draftHome(name: string, code: MemberCode, scope: Scope) {
    const member = this.#member(code);
    const service = this.#keys(code);
    const officerKeys = this.#keys(code);
    const certify = (keys: WriterKeys, role: 'service' | 'officer', serial: number) =>
      signCertificate(
        {
          v: 1,
          member: code,
          writer: keys.writer,
          role,
          home: service.writer,
          serial,
          signingKey: keys.signing.publicKey,
          agreementKey: keys.agreement.publicKey,
          powers: role === 'officer' ? OFFICER_POWERS : [],
          scope,
          from: null,
          until: null,
          name: null,
        },
        member.directoryKey,
      ).token;
    const next = member.claims.certificates.length + 1;
    const certificates = [certify(service, 'service', next), certify(officerKeys, 'officer', next + 1)];
    this.#nextDirectory(member, { certificates: [...member.claims.certificates, ...certificates] });
    return { name, member: code, service, officerKeys };
  }

  #nextDirectory(member: MemoryMember, change: Partial<DirectoryClaims>): void {
    const first = member.token === '';
    const previous = first ? undefined : this.#openOwn(member);
    const claims = { ...member.claims, ...change };
    const version = first ? 1 : member.claims.version + 1;
    const signed = signDirectory({ ...claims, version, previous: previous?.id ?? null }, member.directoryKey);
    member.claims = signed.claims;
    member.token = signed.token;
  }

  #openOwn(member: MemoryMember) {
    const directory = openDirectory(member.token, this.openedRoster());
    if (!directory.ok) throw directory.error;
    return directory.value;
  }

  #openHome(draft: { name: string; member: MemberCode; service: WriterKeys; officerKeys: WriterKeys }): MemoryHome {
    const database = openMemoryDatabase();
    const clock = this.clockOf(draft.name);
    const unopened = { ...draft, clock, database } as MemoryHome;
    unopened.replica = this.#replicaOf(unopened, database);
    unopened.officer = this.#authorOf(unopened);
    this.homes.set(draft.name, unopened);
    return unopened;
  }

  #replicaOf(home: MemoryHome, database: Database): Replica {
    const { member, service, clock, name } = home;
    const random = this.random.stream(`home/${name}/${this.random.below(2 ** 40)}`);
    const options = { member, home: service.writer, serviceKey: service.signing, clock, random };
    const store = new Store(database);
    const replica = new Replica({ store, ...options });
    if (store.authority.rosters().length === 0) {
      replica.admitDocuments(service.writer, {
        rosters: this.rosters,
        directories: [...this.members.values()].map(({ token }) => token),
      });
    }
    return replica;
  }

  #authorOf(home: MemoryHome): Author {
    const certificate = home.replica.certificate(home.officerKeys.writer);
    if (certificate === undefined) throw new Error(`no certificate for ${home.name}`);
    return { certificate, key: home.officerKeys.signing };
  }
}
