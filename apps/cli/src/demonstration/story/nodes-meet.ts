import { setTimeout } from 'node:timers/promises';
import { MEMBERS, type Member } from '../answers.js';
import { ensure } from '../assertions.js';
import { meetAll } from '../meet-all.js';
import { counted } from '../narration.js';
import type { Registers } from './open-registers.js';
import { DESKS, ensureEqual, type Stage, statusOf } from './stage.js';

/** Spaces of the story that each member may hold: figures, four registers, the case, Seoul's notes. */
const SPACES_HELD: Readonly<Record<Member, number>> = { KR: 7, TH: 6, VN: 6, MY: 4 };

/** Chapter: the four nodes exchange over HTTPS, each with every other. */
export async function nodesMeet(stage: Stage, { generated }: Registers): Promise<void> {
  const { federation, tell } = stage;
  tell.chapter('The nodes meet');
  const meeting = await meetAll(federation);
  const statuses = await ensureEqual(stage, MEMBERS, 'after the nodes met, all hold the same');
  for (const member of MEMBERS) {
    const { records, entries, spaces } = statusOf(statuses, member);
    ensure(spaces.length === SPACES_HELD[member], `${member} holds ${SPACES_HELD[member]} spaces and no other`, spaces);
    tell.say(
      DESKS[member],
      `holds ${counted(records)} records in ${spaces.length} spaces, ${counted(entries)} signed entries.`,
    );
  }
  tell.shows(
    `Each with every other: ${counted(meeting.entries)} entries in ${megabytes(meeting.bytes)}, no server between. Every space shows the same on every node that may hold it; Seoul's notes are nowhere else, and MY has neither the case nor VN's register.`,
  );
  await findGenerated(stage, generated);
  ensure(meeting.idleBytes <= 2048, 'a sync with nothing new is at most 2 KB each way', meeting);
  tell.shows(
    `Once more with nothing new: one round trip per peer, at most ${counted(meeting.idleBytes)} bytes each way, nothing created.`,
  );
}

interface Found {
  readonly total: number;
  readonly millis: number;
  /** False while the index follows what has just come in. */
  readonly complete: boolean;
}

const LOOKED_MAX = 60;
const AGAIN_MS = 500;

/** Looks again until the node has looked at everything that came in. */
async function searchAll(search: () => Promise<Found>): Promise<Found> {
  let found = await search();
  for (let looked = 1; !found.complete && looked < LOOKED_MAX; looked++) {
    await setTimeout(AGAIN_MS);
    found = await search();
  }
  return found;
}

/** Searched in Bangkok: what all four wrote is there, and says of itself what it is. */
async function findGenerated({ federation, tell }: Stage, generated: number): Promise<void> {
  const text = 'Generated for demonstration';
  // an answer counts as far as it was asked to show, and a search shows 1,000 at most
  const limit = Math.min(1_000, generated + 1);
  const found = await searchAll(() => federation.run<Found>('TH', ['search', text, '--limit', `${limit}`]));
  ensure(
    found.total === Math.min(limit, generated),
    `all ${generated} generated seizures say that they are generated`,
    found,
  );
  tell.say(
    DESKS.TH,
    `searches for “${text}”: all ${found.total} generated seizures of the four say so (${found.millis} ms).`,
  );
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
