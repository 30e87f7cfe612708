import { failure, type Result, success } from '@liaison/protocol';
import type { z } from 'zod';
import { IMPORT_LIMITS } from '../limits.js';
import { kindFaults } from './mapping-kind.js';
import { type Mapping, mappingSchema } from './mapping-schema.js';

/**
 * Reads a mapping file. Every fault is named by its path, so that one look at the file finds it.
 * Failure codes: `mapping-too-large`, `mapping-not-json`, `mapping-invalid` (its `data.faults` lists all faults).
 */
export function loadMapping(text: string): Result<Mapping> {
  if (text.length > IMPORT_LIMITS.mappingCharsMax) {
    return failure(
      'mapping-too-large',
      `The mapping has more than ${IMPORT_LIMITS.mappingCharsMax} characters.`,
      'Check that the file is a mapping and not the data.',
    );
  }
  const parsed = parseJson(text.replace(/^\ufeff/, ''));
  if (!parsed.ok) return parsed;
  const mapping = mappingSchema.safeParse(parsed.value, { reportInput: true });
  if (!mapping.success) return invalid(mapping.error.issues.flatMap(issueFaults));
  const faults = kindFaults(mapping.data);
  return faults.length > 0 ? invalid(faults) : success(mapping.data);
}

function parseJson(text: string): Result<unknown> {
  try {
    return success(JSON.parse(text));
  } catch (error) {
    return failure(
      'mapping-not-json',
      `The mapping is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
      'Correct the file at that place; JSON allows neither comments nor a comma after the last member.',
    );
  }
}

const invalid = (faults: readonly string[]) =>
  failure(
    'mapping-invalid',
    `The mapping cannot be used: ${faults.join('; ').replace(/\.$/, '')}.`,
    'Correct these places; the schema packages/interchange/schemas/import-mapping.schema.json describes all members.',
    { faults },
  );

/** An issue as `path: what is wrong`, in words that do not presume knowledge of the validator. */
function issueFaults(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.map(String).join('.') || 'mapping';
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${path}: has no member "${key}"`);
  if (issue.code === 'invalid_type' && issue.input === undefined) return [`${path}: is missing`];
  if (issue.code === 'invalid_union') return [`${path}: ${unionFault(issue)}`];
  return [`${path}: ${issue.message}`];
}

/** The fault of the alternative that came nearest: the one whose faults lie inside the value. */
function unionFault(issue: z.core.$ZodIssueInvalidUnion): string {
  if (issue.input === undefined) return 'is missing';
  const inside = issue.errors.find((faults) =>
    faults.every((fault) => fault.path.length > 0 || fault.code !== 'invalid_type'),
  );
  const nearest = inside?.find((fault) => fault.code !== 'invalid_value');
  if (!nearest) return 'is none of the allowed forms';
  return issueFaults(nearest)
    .join(', ')
    .replace(/^mapping: /, '');
}
