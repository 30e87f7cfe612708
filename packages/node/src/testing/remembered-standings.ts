import type { SpaceId } from '@liaison/protocol';
import { CommitMemory } from '../replica/commit-memory.js';
import type { Replica } from '../replica/replica.js';
import { SpaceMarksCache } from '../replica/rights/space-marks.js';
import { type SpaceStanding, SpaceStandings } from '../replica/rights/space-standings.js';

/** Of each space what a replica remembers of it, and what its store says; both must be the same at any moment. */
export function* rememberedStandings({
  context,
}: Replica): Generator<{ space: SpaceId; remembered: string; stored: string }> {
  const fresh = new SpaceStandings(
    context.store,
    new SpaceMarksCache(),
    new CommitMemory(context.store),
    (writer) => context.authority.certificate(writer)?.claims.member,
  );
  for (const { id, row } of context.store.spaces.all()) {
    const [remembered, stored] = [context.standings, fresh].map((standings) => textOf(standings, row)) as [
      string,
      string,
    ];
    yield { space: id, remembered, stored };
  }
}

const textOf = (standings: SpaceStandings, space: number): string =>
  JSON.stringify([
    shownOf(standings.of(space)),
    [...standings.limitsOf(space)],
    [...standings.recallsOf(space).keys()],
    standings.statements.of(space).map(({ id, index }) => [id, index]),
  ]);

const shownOf = ({ owner, audience, tips, comparedTo }: SpaceStanding) => [owner, [...audience], tips, [...comparedTo]];
