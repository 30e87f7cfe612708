import type { DeskMeta } from './desk-needs.js';
import { deskRouter } from './desk-router.js';

export interface DeskCall {
  /** Such as `record.edit`. */
  readonly path: string;
  readonly type: 'query' | 'mutation' | 'subscription';
  readonly meta: DeskMeta;
}

interface Described {
  readonly _def: { readonly type: DeskCall['type']; readonly meta?: unknown };
}

/** Every call of the desk with what it declares, from the router itself. */
export function deskCalls(): DeskCall[] {
  const procedures: Readonly<Record<string, unknown>> = deskRouter._def.procedures;
  return Object.entries(procedures).map(([path, procedure]) => {
    const { type, meta } = (procedure as Described)._def;
    if (meta === undefined) throw new Error(`${path} does not declare what it needs`);
    return { path, type, meta: meta as DeskMeta };
  });
}
