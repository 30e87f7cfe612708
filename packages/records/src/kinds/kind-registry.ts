import { failure, type Result, success } from '@liaison/protocol';
import { nearestName } from '../values/nearest-name.js';
import { CASE } from './case.js';
import type { FieldSpec, KindSpec } from './kind-spec.js';
import { SEIZURE } from './seizure.js';
import { SPACE } from './space.js';
import { STATISTIC } from './statistic.js';

/** Every kind that this version can show and write. Records of other kinds are carried and shown plainly. */
export const KINDS: readonly KindSpec[] = [CASE, SEIZURE, STATISTIC, SPACE];

const kindByName = new Map(KINDS.map((kind) => [kind.name, kind]));

/** The kind of this name, or undefined for one that this version does not know. */
export const kindSpec = (name: string): KindSpec | undefined => kindByName.get(name);

/** The kind of this name for a writer. Fails with `kind-unknown`. */
export function requireKind(name: string): Result<KindSpec> {
  const kind = kindByName.get(name);
  if (kind !== undefined) return success(kind);
  const known = KINDS.filter(({ internal }) => !internal).map((one) => one.name);
  return failure(
    'kind-unknown',
    `There is no kind of record called ${JSON.stringify(name)}.`,
    `Use one of: ${known.join(', ')}.`,
  );
}

/** The field of this name for a writer; readers show unknown fields as they are. Fails with `field-unknown`. */
export function requireField(kind: KindSpec, name: string): Result<FieldSpec> {
  const found = kind.fields.find((one) => one.name === name);
  if (found !== undefined) return success(found);
  const names = kind.fields.map((one) => one.name);
  const near = nearestName(name, names);
  return failure(
    'field-unknown',
    `A ${kind.name} has no field called ${JSON.stringify(name)}.`,
    near === undefined
      ? `Use one of: ${names.join(', ')}.`
      : `Did you mean ${near}? The fields are: ${names.join(', ')}.`,
    { field: name },
  );
}
