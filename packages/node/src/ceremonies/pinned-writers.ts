import type { Certificate } from '@liaison/identity';
import { compareText, type WriterId, writerIdSchema } from '@liaison/protocol';
import { homeError } from '../home/home-errors.js';
import { knownHomes } from '../home/known-homes.js';
import { ownDirectory } from '../home/publish-directory.js';
import type { ReplicaContext } from '../replica/replica-context.js';

/** Who is withdrawn, and who of the same machine is not. */
export interface PinnedWriters {
  /** The writer that was named; of a home its service writer. */
  readonly named: WriterId;
  /** Sorted. */
  readonly writers: readonly WriterId[];
  /** Writers on the same machine that go on counting and exchanging. */
  readonly stillTrusted: readonly WriterId[];
}

/**
 * Finds whose keys are meant by a writer id, an officer's name or a home's label. A home or its service writer means
 * every key on that machine; an officer means that one key. Throws `pin-writer-unknown`, `pin-writer-ambiguous` and
 * `pin-foreign-writer`.
 */
export function pinnedWriters(context: ReplicaContext, text: string): PinnedWriters {
  const certificate = meantCertificate(context, text);
  const { writer, home, role, member } = certificate.claims;
  if (member !== context.member) throw homeError('pin-foreign-writer', member, { data: { member } });
  const sameHome = [...ownDirectory(context).certificatesByWriter.values()]
    .filter(({ claims }) => claims.home === home)
    .map(({ claims }) => claims.writer)
    .sort(compareText);
  if (role === 'service') return { named: writer, writers: sameHome, stillTrusted: [] };
  const others = sameHome.filter((other) => other !== writer && !context.authority.isRevoked(other));
  return { named: writer, writers: [writer], stillTrusted: others };
}

function meantCertificate(context: ReplicaContext, text: string): Certificate {
  const id = writerIdSchema.safeParse(text);
  const byId = id.success ? context.authority.certificate(id.data) : undefined;
  const writers = byId === undefined ? writersCalled(context, text.normalize('NFC').trim()) : [byId.claims.writer];
  const [first, ...others] = writers;
  if (others.length > 0) {
    throw homeError('pin-writer-ambiguous', writers.join(', '), { data: { writers } });
  }
  const certificate = byId ?? (first === undefined ? undefined : context.authority.certificate(first));
  if (certificate === undefined) throw homeError('pin-writer-unknown', text);
  return certificate;
}

/** The homes and officers that this home knows by this name; a home stands for its service writer. */
function writersCalled(context: ReplicaContext, name: string): WriterId[] {
  const homes = knownHomes(context.store);
  const labelled = homes.filter(({ label }) => label === name).map(({ home }) => home);
  const officers = homes.flatMap((home) => home.officers).filter((officer) => officer.name === name);
  return [...labelled, ...officers.map(({ writer }) => writer)];
}
