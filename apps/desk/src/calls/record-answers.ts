import type { DeskRouter } from '@liaison/node';
import type { inferRouterOutputs } from '@trpc/server';

type Answers = inferRouterOutputs<DeskRouter>['record'];

/** What the node says of records, by the names the pages use. */
export type ListedRecord = Answers['list']['items'][number];
export type FoundRecord = Answers['find']['items'][number];
export type Excerpt = FoundRecord['excerpts'][number];
export type RecordTable = Answers['view'];
export type TableField = RecordTable['fields'][number];
export type TableColumn = RecordTable['columns'][number];
export type SaidCell = TableField['cells'][string];
export type Said = SaidCell['values'][number];
export type SaidBy = NonNullable<Said['by']>;
export type FieldChange = Answers['fieldHistory']['changes'][number];
export type Kind = Answers['kinds']['kinds'][number];
export type KindField = Kind['fields'][number];

type Cards = inferRouterOutputs<DeskRouter>['conflict']['ofRecord'];
export type ConflictCard = Cards['cards'][number];
export type CardValue = ConflictCard['values'][number];
export type CardChoice = ConflictCard['choices'][number];
export type SettledCard = Cards['settled'][number];
export type ValueProof = Answers['prove'];
export type ProofLine = ValueProof['lines'][number];
