import {
  admitDirectory,
  type Certificate,
  type Directory,
  type DirectoryStanding,
  type OpenRoster,
  openDirectory,
  openRoster,
} from '@liaison/identity';
import { LiaisonError, type MemberCode, type Result, success, type WriterId } from '@liaison/protocol';
import type { Store } from '@liaison/store';

/** The roster and the newest directory of each member, opened once and kept in memory. */
export class AuthorityBook {
  #roster: OpenRoster | undefined;
  readonly #directories = new Map<MemberCode, Directory>();
  readonly #certificates = new Map<WriterId, Certificate>();
  /** Documents were kept since the last commit. */
  #changed = false;

  private constructor(readonly store: Store) {}

  /** Opens what the store holds. Throws `authority-missing` when there is no roster, or what makes one unreadable. */
  static load(store: Store): AuthorityBook {
    const book = new AuthorityBook(store);
    const stored = store.authority.roster();
    if (stored !== undefined) book.#openRoster(JSON.parse(stored.document));
    for (const { token } of store.authority.newestDirectories()) {
      const opened = openDirectory(token, book.roster);
      if (!opened.ok) throw opened.error;
      book.#keep(opened.value);
    }
    return book;
  }

  get roster(): OpenRoster {
    if (this.#roster !== undefined) return this.#roster;
    throw new LiaisonError(
      'authority-missing',
      'This home has no roster, so it cannot tell who belongs to the community.',
      'Create one with `liaison init` or `liaison federation create`, or finish `liaison enrol`.',
    );
  }

  /** Keeps the first roster; a second version is a later ceremony. Throws when it does not open. */
  admitRoster(document: unknown): boolean {
    const opened = openRoster(document);
    if (!opened.ok) throw opened.error;
    if (this.#roster !== undefined) {
      if (this.#roster.id === opened.value.id) return false;
      throw new LiaisonError(
        'roster-differs',
        'The other side has another roster.',
        'Two communities cannot exchange under different rosters; compare the fingerprints by telephone.',
      );
    }
    this.store.authority.putRoster(opened.value.claims.version, opened.value.id, JSON.stringify(opened.value.document));
    this.#roster = opened.value;
    this.#changed = true;
    return true;
  }

  /** Opens a directory and judges it against the one held; keeps nothing. */
  judgeDirectory(token: string): Result<{ directory: Directory; standing: DirectoryStanding }> {
    const candidate = openDirectory(token, this.roster);
    if (!candidate.ok) return candidate;
    const standing = admitDirectory(this.#directories.get(candidate.value.member), candidate.value);
    return standing.ok ? success({ directory: candidate.value, standing: standing.value }) : standing;
  }

  /** Judges and keeps a directory. Returns the directory when it is newer than the one held. */
  admitDirectory(token: string): Result<Directory | undefined> {
    const judged = this.judgeDirectory(token);
    if (!judged.ok) return judged;
    const { directory, standing } = judged.value;
    if (standing !== 'newer') return success(undefined);
    const { member, version, id } = directory;
    this.store.authority.putDirectory({ member, version, id, token: directory.token });
    this.#keep(directory);
    this.#changed = true;
    return success(directory);
  }

  /** The transaction is durable. */
  settle(): void {
    this.#changed = false;
  }

  /** What was kept inside a transaction that was rolled back must not stay in memory. */
  undo(): void {
    if (!this.#changed) return;
    this.#changed = false;
    const fresh = AuthorityBook.load(this.store);
    this.#roster = fresh.#roster;
    this.#directories.clear();
    this.#certificates.clear();
    for (const directory of fresh.#directories.values()) this.#keep(directory);
  }

  directory(member: MemberCode): Directory | undefined {
    return this.#directories.get(member);
  }

  directories(): Directory[] {
    return [...this.#directories.values()].sort((a, b) => (a.member < b.member ? -1 : 1));
  }

  certificate(writer: WriterId): Certificate | undefined {
    return this.#certificates.get(writer);
  }

  isRevoked(writer: WriterId): boolean {
    const member = this.#certificates.get(writer)?.claims.member;
    return member !== undefined && (this.#directories.get(member)?.revoked.has(writer) ?? false);
  }

  /** The writer behind a Yjs clientID; serials and member numbers make it unique. */
  writerOfClient(clientId: number): Certificate | undefined {
    for (const certificate of this.#certificates.values()) if (certificate.clientId === clientId) return certificate;
    return undefined;
  }

  #openRoster(document: unknown): void {
    const opened = openRoster(document);
    if (!opened.ok) throw opened.error;
    this.#roster = opened.value;
  }

  #keep(directory: Directory): void {
    this.#directories.set(directory.member, directory);
    for (const [writer, certificate] of directory.certificatesByWriter) this.#certificates.set(writer, certificate);
  }
}
