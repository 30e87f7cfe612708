import type { ShownAuthority, SpaceStatus } from '@liaison/node';
import { counted } from '../counted.js';
import { oneLine, table } from '../output.js';

/** One space for a person: who has it, how far each log counts, what is wrong. */
export const spaceText = (space: SpaceStatus & ShownAuthority): string =>
  [
    `${oneLine(space.title ?? 'without a title')}  (${space.kind})`,
    table([
      ['space', space.space],
      ['owner', space.owner],
      ['audience', space.audience.join(', ') || 'the own member only'],
      ['rule', space.rule],
      ['records', String(space.records)],
      ['waiting', space.waiting > 0 ? `${counted(space.waiting, 'entry', 'entries')} for a receipt` : 'nothing'],
      ['digest', space.stateDigest],
    ]),
    ...authorityText(space),
    'What counts, by log:',
    table([
      ['  LANE', 'WRITER', 'UP TO'],
      ...space.frontier.map((tip) => [`  ${tip.lane}`, tip.writer, String(tip.seq)]),
    ]),
    ...space.forks.map(
      ({ writer, lane, seq, entries }) => `FORK: ${writer} signed ${lane} entry ${seq} twice: ${entries.join(' and ')}`,
    ),
  ].join('\n');

function authorityText(space: SpaceStatus & ShownAuthority): string[] {
  return [
    ...(space.removed
      ? ['Your member was taken out of the audience: what is here stays, nothing more comes or goes.']
      : []),
    ...space.notAdmitted.map(({ member, missing }) =>
      missing.length === 0
        ? `${member} was named in one of two changes at once and is not in: repeat it with \`liaison space audience\`.`
        : `${member} is not in: the consent of ${missing.join(', ')} is missing.`,
    ),
    ...space.cuts.map(({ member }) => `${member} was taken out.`),
    ...space.transfers.map(({ to, state }) =>
      state === 'offered'
        ? `Offered to ${to}, which has not accepted.`
        : `Accepted by ${to}, and by another member at once.`,
    ),
  ];
}
