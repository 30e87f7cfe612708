import type { SpaceStatus } from '@liaison/node';
import { counted } from '../counted.js';
import { oneLine, table } from '../output.js';

/** One space for a person: who has it, how far each log counts, what is wrong. */
export const spaceText = (space: SpaceStatus): string =>
  [
    `${oneLine(space.title ?? 'without a title')}  (${space.kind})`,
    table([
      ['space', space.space],
      ['owner', space.owner],
      ['audience', space.audience.join(', ') || 'the own member only'],
      ['records', String(space.records)],
      ['waiting', space.waiting > 0 ? `${counted(space.waiting, 'entry', 'entries')} for a receipt` : 'nothing'],
      ['digest', space.stateDigest],
    ]),
    'What counts, by log:',
    table([
      ['  LANE', 'WRITER', 'UP TO'],
      ...space.frontier.map((tip) => [`  ${tip.lane}`, tip.writer, String(tip.seq)]),
    ]),
    ...space.forks.map(
      ({ writer, lane, seq, entries }) => `FORK: ${writer} signed ${lane} entry ${seq} twice: ${entries.join(' and ')}`,
    ),
  ].join('\n');
