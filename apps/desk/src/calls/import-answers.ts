import type { DeskRouter } from '@liaison/node';
import type { inferRouterOutputs } from '@trpc/server';

type Answers = inferRouterOutputs<DeskRouter>['import'];
type Step = Answers['run'] extends AsyncIterable<infer Each> ? Each : never;

/** What the node says of a file that is to be imported, by the names the pages use. */
export type Suggestion = Answers['suggest'];
export type SourceColumn = Suggestion['columns'][number];
export type PreviewedRow = Answers['preview']['rows'][number];
export type ImportCounts = Extract<Step, { type: 'progress' }>['progress'];
export type ImportReport = Extract<Step, { type: 'result' }>['result'];
export type Rejection = ImportReport['rejections'][number];
