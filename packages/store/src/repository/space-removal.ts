import type { StatementFactory } from '../database/statement.js';
import type { Tables } from '../schema/tables.js';
import type { SearchIndex } from '../search/search-index.js';
import type { SectionRepository } from './section-repository.js';

/** Takes a space out of the database as if it had never come, so that its entries can be judged again from the first one on. */
export class SpaceRemoval {
  readonly #steps;
  readonly #sections;

  constructor(
    statements: StatementFactory<Tables>,
    private readonly search: SearchIndex,
    private readonly sections: SectionRepository,
  ) {
    this.#sections = statements.prepare((k, a: { space: number }) =>
      k
        .selectFrom('section as s')
        .innerJoin('record as r', 'r.row', 's.record')
        .select('s.row')
        .where('r.space', '=', a.space),
    );
    this.#steps = stepsOf(statements);
  }

  /** Inside the caller's transaction. Receipts and what is set aside stay: they name the space by its id. */
  run(space: number): void {
    this.sections.writeMade();
    for (const { row } of this.#sections.all({ space })) this.search.remove(row);
    for (const step of this.#steps) step.run({ space });
  }
}

/** What refers to a row goes before it. */
function stepsOf(statements: StatementFactory<Tables>) {
  type Space = { space: number };
  return [
    statements.prepare((k, a: Space) =>
      k
        .deleteFrom('seen')
        .where('listed', 'in', (q) => q.selectFrom('listed').select('row').where('space', '=', a.space)),
    ),
    statements.prepare((k, a: Space) =>
      k
        .deleteFrom('left_standing')
        .where('record', 'in', (q) => q.selectFrom('record').select('row').where('space', '=', a.space)),
    ),
    statements.prepare((k, a: Space) =>
      k
        .deleteFrom('settlement')
        .where('record', 'in', (q) => q.selectFrom('record').select('row').where('space', '=', a.space)),
    ),
    statements.prepare((k, a: Space) => k.deleteFrom('listed').where('space', '=', a.space)),
    statements.prepare((k, a: Space) =>
      k
        .deleteFrom('conflict')
        .where('record', 'in', (q) => q.selectFrom('record').select('row').where('space', '=', a.space)),
    ),
    statements.prepare((k, a: Space) =>
      k
        .deleteFrom('section')
        .where('record', 'in', (q) => q.selectFrom('record').select('row').where('space', '=', a.space)),
    ),
    statements.prepare((k, a: Space) => k.deleteFrom('record').where('space', '=', a.space)),
    statements.prepare((k, a: Space) => k.deleteFrom('state_bucket').where('space', '=', a.space)),
    statements.prepare((k, a: Space) => k.deleteFrom('control').where('space', '=', a.space)),
    statements.prepare((k, a: Space) => k.deleteFrom('quarantine').where('space', '=', a.space)),
    statements.prepare((k, a: Space) =>
      k
        .deleteFrom('pin_carrier')
        .where('pin', 'in', (q) => q.selectFrom('pin').select('key').where('space', '=', a.space)),
    ),
    statements.prepare((k, a: Space) => k.deleteFrom('pin').where('space', '=', a.space)),
    statements.prepare((k, a: Space) =>
      k
        .deleteFrom('operation')
        .where('entry', 'in', (q) => q.selectFrom('entry').select('row').where('space', '=', a.space)),
    ),
    statements.prepare((k, a: Space) => k.deleteFrom('entry').where('space', '=', a.space)),
    statements.prepare((k, a: Space) => k.updateTable('log').set({ base: null }).where('space', '=', a.space)),
    statements.prepare((k, a: Space) => k.deleteFrom('log').where('space', '=', a.space)),
    statements.prepare((k, a: Space) => k.deleteFrom('space').where('row', '=', a.space)),
  ];
}
