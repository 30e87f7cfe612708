import {
  type Certificate,
  type Directory,
  heldDirectories,
  type OpenRoster,
  openDirectory,
  type RootAuthority,
  type RosterFork,
  type RosterStanding,
  RosterTree,
  rootAuthority,
  rootSince,
  withDirectory,
} from '@liaison/identity';
import {
  compareText,
  type DocumentId,
  LiaisonError,
  type MemberCode,
  orThrow,
  type Result,
  success,
  type WriterId,
} from '@liaison/protocol';
import type { Store } from '@liaison/store';
import { type MemberStanding, memberStanding } from './member-standing.js';

/** A directory as it was judged: whether keeping it would change anything. */
export interface JudgedDirectory {
  readonly directory: Directory;
  readonly isNew: boolean;
}

/**
 * The rosters of the community and the directories that are held of each member, opened once and kept in memory. What they
 * say together is a function of the set of documents, whatever their order of arrival (ROS-7, DIR-4 to DIR-6).
 */
export class AuthorityBook {
  #tree: RosterTree | undefined;
  #standing: RosterStanding | undefined;
  #authority: RootAuthority | undefined;
  readonly #members = new Map<MemberCode, MemberStanding>();
  /** Every known writer, made when it is asked for. */
  #certificates: Map<WriterId, Certificate> | undefined;
  /** Documents were kept since the last commit. */
  #changed = false;

  private constructor(readonly store: Store) {}

  /** Opens what the store holds. Throws what makes it unreadable. */
  static load(store: Store): AuthorityBook {
    const book = new AuthorityBook(store);
    book.#load();
    return book;
  }

  #load(): void {
    for (const { document } of this.store.authority.rosters()) orThrow(this.#take(JSON.parse(document)));
    this.#settleStanding();
    const directories = this.store.authority
      .heldDirectories()
      .map(({ token }) => orThrow(openDirectory(token, this.authority)));
    for (const member of new Set(directories.map((directory) => directory.member))) {
      const held = directories.filter((directory) => directory.member === member);
      this.#members.set(member, memberStanding(held, this.authority));
    }
  }

  /** The roster that stands. Throws `authority-missing` where there is none. */
  get roster(): OpenRoster {
    return this.#known(this.#standing).roster;
  }

  /** Rosters of one version that contradict each other, and keep the one before them standing (ROS-7). */
  get fork(): RosterFork | undefined {
    return this.#standing?.fork;
  }

  get authority(): RootAuthority {
    return this.#known(this.#authority);
  }

  /** Every roster held, each after the one that it follows. */
  rosters(): OpenRoster[] {
    return this.#known(this.#tree).all();
  }

  rosterOf(id: string): OpenRoster | undefined {
    return this.#tree?.get(id as DocumentId);
  }

  #known<T>(value: T | undefined): T {
    if (value !== undefined) return value;
    throw new LiaisonError(
      'authority-missing',
      'This home has no roster, so it cannot tell who belongs to the community.',
      'Create one with `liaison init` or `liaison federation create`, or finish `liaison enrol`.',
    );
  }

  /**
   * Keeps a roster that follows one held; the very first one is taken as it is, which is for a person to do. Gives it back
   * when it is new. Fails as `RosterTree.admit` does.
   */
  admitRoster(document: unknown): Result<OpenRoster | undefined> {
    const taken = this.#take(document);
    if (!taken.ok || taken.value === undefined) return taken;
    const { id, claims } = taken.value;
    this.store.authority.putRoster({ id, version: claims.version, document: JSON.stringify(taken.value.document) });
    this.#changed = true;
    this.#settleStanding();
    this.#rejudgeDirectories();
    return taken;
  }

  /** A home that was alone takes the community that names it; the roster that it had signed for itself is forgotten. */
  joinCommunity(rosters: readonly unknown[]): void {
    this.store.authority.forgetRosters();
    this.#changed = true;
    this.#tree = undefined;
    for (const document of rosters) orThrow(this.admitRoster(document));
  }

  #take(document: unknown): Result<OpenRoster | undefined> {
    if (this.#tree !== undefined) return this.#tree.admit(document);
    const begun = RosterTree.begin(document);
    if (!begun.ok) return begun;
    this.#tree = begun.value;
    return success(begun.value.first);
  }

  #settleStanding(): void {
    if (this.#tree === undefined) return;
    this.#standing = this.#tree.standing();
    this.#authority = rootAuthority([...this.#standing.last], this.#tree.all());
  }

  /** Another roster may give an ended root its last directory back, or let one directory cover another. */
  #rejudgeDirectories(): void {
    const finals = (this.#standing?.last ?? []).flatMap(({ claims }) =>
      claims.former.map(({ directory }) => directory),
    );
    const kept = finals.flatMap((id) => (id === null ? [] : (this.store.authority.directory(id)?.token ?? [])));
    const reopened = kept.flatMap((token) => {
      const opened = openDirectory(token, this.authority);
      return opened.ok ? [opened.value] : [];
    });
    const members = new Set([...this.#members.keys(), ...reopened.map(({ member }) => member)]);
    for (const member of members) {
      this.#hold(member, [...this.held(member), ...reopened.filter((directory) => directory.member === member)]);
    }
  }

  /** Opens a directory and says whether it would be held; keeps nothing. */
  judgeDirectory(token: string): Result<JudgedDirectory> {
    // a peer may bring the same one as often as it likes, and its certificates cost half a second
    const known = this.directories().find((directory) => directory.token === token);
    if (known !== undefined) return success({ directory: known, isNew: false });
    const opened = openDirectory(token, this.authority);
    if (!opened.ok) return opened;
    const directory = opened.value;
    const held = this.held(directory.member);
    const next = withDirectory(held, directory, this.authority);
    if (!next.ok) return next;
    const isNew = next.value.includes(directory) && !held.some(({ id }) => id === directory.id);
    return success({ directory, isNew });
  }

  /** Judges and keeps a directory. Returns it when it was not held and is now. */
  admitDirectory(token: string): Result<Directory | undefined> {
    const judged = this.judgeDirectory(token);
    if (!judged.ok) return judged;
    const { directory, isNew } = judged.value;
    if (!isNew) return success(undefined);
    const { member, version, id } = directory;
    this.store.authority.putDirectory({ member, version, id, token: directory.token });
    this.#changed = true;
    this.#hold(member, [...this.held(member), directory]);
    return success(directory);
  }

  #hold(member: MemberCode, directories: readonly Directory[]): void {
    const next = heldDirectories(directories, this.authority);
    const kept = new Set(next.map(({ id }) => id));
    for (const { id, version, token } of directories) {
      if (kept.has(id)) this.store.authority.putDirectory({ member, version, id, token });
      else this.store.authority.coverDirectory(id);
    }
    this.#members.set(member, memberStanding(next, this.authority));
    this.#certificates = undefined;
  }

  /** The transaction is durable. */
  settle(): void {
    this.#changed = false;
  }

  /** Whether documents were kept in the transaction under way. */
  get isChanged(): boolean {
    return this.#changed;
  }

  /** What was kept inside a transaction that was rolled back must not stay in memory. */
  undo(): void {
    if (this.#changed) this.reload();
  }

  /** Reads everything anew: another connection has changed it. */
  reload(): void {
    this.#changed = false;
    this.#forget();
    this.#load();
  }

  #forget(): void {
    this.#tree = undefined;
    this.#standing = undefined;
    this.#authority = undefined;
    this.#members.clear();
    this.#certificates = undefined;
  }

  /** The directory that names a member's nodes and its directory key (DIR-5). */
  directory(member: MemberCode): Directory | undefined {
    return this.#members.get(member)?.leading;
  }

  /** Members of which a directory is held, former ones too, sorted. */
  members(): MemberCode[] {
    return [...this.#members.keys()].sort(compareText);
  }

  /** Every directory held of a member; more than one where it contradicts itself. */
  held(member: MemberCode): readonly Directory[] {
    return this.#members.get(member)?.held ?? [];
  }

  /** Every directory held, by member and id. */
  directories(): Directory[] {
    const members = [...this.#members].sort(([a], [b]) => compareText(a, b));
    return members.flatMap(([, { held }]) => held);
  }

  /** Members that have signed directories which contradict each other (DIR-4). */
  contradicted(): MemberCode[] {
    return [...this.#members]
      .filter(([, { isContradicted }]) => isContradicted)
      .map(([member]) => member)
      .sort();
  }

  certificate(writer: WriterId): Certificate | undefined {
    return this.certificates().get(writer);
  }

  /** Every writer that is known, with what its certificate gives it now; no two members can certify one (IDN-2). */
  certificates(): ReadonlyMap<WriterId, Certificate> {
    this.#certificates ??= new Map([...this.#members.values()].flatMap(({ certificates }) => [...certificates]));
    return this.#certificates;
  }

  /** Whether what a writer says from now on waits for a pin: it was reported, or its member has left (DIR-7, ROS-9). */
  isRevoked(writer: WriterId): boolean {
    const member = this.certificate(writer)?.claims.member;
    if (member === undefined) return false;
    return this.hasLeft(member) || (this.#members.get(member)?.revoked.has(writer) ?? false);
  }

  /** Whether no roster that stands, or that a branch of a fork ends in, has this member (ROS-9). */
  hasLeft(member: MemberCode): boolean {
    return this.#known(this.#standing).last.every(({ membersByCode }) => !membersByCode.has(member));
  }

  /** The version of the roster since which a member that has left is gone; undefined while it belongs to it. */
  leftSince(member: MemberCode): number | undefined {
    if (!this.hasLeft(member)) return undefined;
    return Math.min(...this.#known(this.#standing).last.map((roster) => rootSince(roster, member, undefined)));
  }

  /** Whether nodes of this member may call: in a fork only members of which no branch says otherwise (ROS-9). */
  mayCall(member: MemberCode): boolean {
    const { roster, last } = this.#known(this.#standing);
    return [roster, ...last].every(({ membersByCode }) => membersByCode.has(member));
  }

  /** The writer behind a Yjs clientID; serials and member numbers make it unique among those with powers. */
  writerOfClient(clientId: number): Certificate | undefined {
    const found = [...this.certificates().values()].filter((certificate) => certificate.clientId === clientId);
    return found.find(({ claims }) => claims.powers.length > 0) ?? found[0];
  }
}
