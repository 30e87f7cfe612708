import type { Activity, HomeStatus, ListedHome, PeerContact, SpaceStatus } from '@liaison/node';
import type { Command } from 'commander';
import { counted } from '../counted.js';
import { table } from '../output.js';
import { action } from '../run-action.js';

export function addStatusCommand(program: Command): void {
  program
    .command('status')
    .description('what this home holds, what waits, what was set aside, and the homes it knows by name')
    .action(
      action(async (context) => {
        const { calls } = await context.session();
        context.output.answer(await calls.home.status(), statusText);
        return undefined;
      }),
    );
}

type Status = HomeStatus & {
  readonly label: string;
  readonly address: string | null;
  readonly peers: readonly PeerContact[];
  readonly activity: readonly Activity[];
};

const statusText = (status: Status & { readonly desk: string | null }): string =>
  [
    `${status.label} (${status.member})${status.address === null ? '' : ` at ${status.address}`}`,
    ...(status.desk === null ? [] : [`the desk for browsers: ${status.desk}`]),
    [
      counted(status.entries, 'entry', 'entries'),
      counted(status.records, 'record'),
      `${status.quarantined} set aside`,
      counted(status.pending, 'entry waits', 'entries wait'),
    ].join(', '),
    ...(status.copied === null ? [] : [COPIED]),
    ...status.alarms.flatMap(({ code, message, next }) => [`ALARM ${code}: ${message}`, `→ ${next}`]),
    `members: ${status.members.join(', ')}`,
    ...section('homes', status.homes.map(homeRow)),
    ...section('spaces', status.spaces.map(spaceRow)),
    ...section('peers', status.peers.map(peerRow)),
    ...section('at work', status.activity.map(activityRow)),
  ].join('\n');

const COPIED =
  'This home is a copy or a restored backup and signs nothing: `liaison home moved` if it is the only one, else\n`liaison enrol renew --machine`.';

const section = (title: string, rows: readonly string[][]): string[] =>
  rows.length === 0 ? [] : [`${title}:`, table(rows.map((row) => [' ', ...row]))];

const homeRow = ({ label, officers, revoked }: ListedHome): string[] => [
  label,
  officers.map((officer) => (officer.revoked && !revoked ? `${officer.name} (withdrawn)` : officer.name)).join(', '),
  revoked ? 'withdrawn' : '',
];

const peerRow = ({ peer, address, state, since, lastContact, nextAttempt, trouble }: PeerContact): string[] => [
  peer,
  address ?? '',
  state === 'apart' ? '' : `${state} since ${since ?? '?'}`,
  lastContact === null ? 'never heard of' : `last heard of ${lastContact}`,
  trouble === null ? '' : `${trouble.message} Next attempt ${nextAttempt ?? 'soon'}.`,
];

const activityRow = ({ what, about, since, progress }: Activity): string[] => [
  what === 'receive' ? `receives from ${about}` : what === 'sync' ? `syncs with ${about}` : `imports ${about}`,
  `since ${since}`,
  Object.entries(progress)
    .map(([name, count]) => `${name} ${count}`)
    .join(', '),
];

const spaceRow = ({ space, title, records, waiting, stateDigest, forks }: SpaceStatus): string[] => [
  space.slice(0, 10),
  title ?? '',
  counted(records, 'record'),
  waiting > 0 ? `${counted(waiting, 'entry waits', 'entries wait')} for a receipt` : 'all receipted',
  stateDigest.slice(0, 12),
  forks.length > 0 ? counted(forks.length, 'forked log') : '',
];
