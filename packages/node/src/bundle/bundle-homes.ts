import type { Certificate } from '@liaison/identity';
import { compareText, type WriterId, writerIdSchema } from '@liaison/protocol';
import { knownHomes } from '../home/known-homes.js';
import type { Replica } from '../replica/replica.js';
import { bundleError } from './bundle-errors.js';

/** Certificates of the service writers that a bundle is for, each once and in order of their ids. */
export function bundleHomes(replica: Replica, names: readonly string[]): Certificate[] {
  const writers = new Set(names.flatMap((name) => homesCalled(replica, name)));
  return [...writers].sort(compareText).map((writer) => recipient(replica, writer));
}

/** A member's code means its nodes, a label a home of the own member, a writer id exactly one home. */
function homesCalled(replica: Replica, name: string): WriterId[] {
  const { authority, store } = replica.context;
  const id = writerIdSchema.safeParse(name);
  if (id.success) return [id.data];
  const labelled = knownHomes(store).filter(({ label }) => label === name.normalize('NFC').trim());
  if (labelled.length > 0) return labelled.map(({ home }) => home);
  const directory = [...authority.members()].flatMap((member) => authority.directory(member) ?? []);
  const nodes = directory.find(({ member }) => member === name.toUpperCase())?.claims.nodes ?? [];
  const writers = nodes.map(({ writer }) => writer).filter((one) => one !== replica.home && !authority.isRevoked(one));
  if (writers.length === 0) throw bundleError('bundle-home-unknown', name);
  return writers;
}

function recipient(replica: Replica, writer: WriterId): Certificate {
  if (writer === replica.home) throw bundleError('bundle-home-refused', `${writer}, which is this home`);
  const admitted = replica.admitCaller(writer);
  if (admitted.ok) return admitted.value;
  throw bundleError('bundle-home-refused', `${writer} (${admitted.error.code})`, { cause: admitted.error });
}
