import { signThresholdPin } from '@liaison/identity';
import type { MemberCode, PinClaims, WriterId } from '@liaison/protocol';
import { homeError } from '../../home/home-errors.js';
import { isDecided } from '../../replica/applying/apply-control.js';
import { claimedTime } from '../../replica/clock.js';
import type { ReplicaContext } from '../../replica/replica-context.js';
import { lastCounting } from '../pin-writer.js';
import { communityOf } from './community-file.js';
import type { RosterProposal } from './roster-files.js';

/**
 * Pins of every writer of a former member in every space of this home, up to what is held here, for the roster's members
 * to sign (PIN-6). Its file names the spaces by their ids and says nothing of what is in them. Throws
 * `roster-member-present` for a member that has not left, and `roster-pins-empty`.
 */
export function proposePins(context: ReplicaContext, code: string): RosterProposal {
  const { authority, store } = context;
  const member = code as MemberCode;
  if (authority.roster.membersByCode.has(member)) throw homeError('roster-member-present', code);
  if (authority.roster.rootsOf(member).length === 0) throw homeError('roster-member-unknown', code);
  const claims = store.spaces.all().flatMap((space) => {
    const writers = new Set(store.logs.ofSpace(space.row).map(({ writer }) => writer as WriterId));
    return [...writers]
      .filter((writer) => authority.certificate(writer)?.claims.member === member)
      .filter((writer) => !isDecided(context, space.row, writer))
      .map((writer): PinClaims => {
        const control = lastCounting(context, space, 'control', writer);
        const record = lastCounting(context, space, 'record', writer);
        return { v: 1, member, space: space.id, writer, control, record, replaces: [], at: claimedTime(context.clock) };
      });
  });
  if (claims.length === 0) throw homeError('roster-pins-empty', code);
  const pins = claims.map((one) => signThresholdPin(one, []));
  return { format: 'liaison-roster-proposal/1', ...communityOf(context), roster: null, pins };
}
