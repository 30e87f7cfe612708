import type { Lane } from '@liaison/protocol';
import { shrunken } from '../shrunken-plan.js';
import { type PlantedFault, plant } from './planted-fault.js';

const LEDGER = 'packages/ledger/src';
const REPLICA = 'packages/node/src/replica';

/** Limits of logs as the code keeps them, without what forks stop. */
interface Limited {
  readonly row: number;
  readonly pinnedTo: number | null;
  readonly heldBackTo: number | null;
}

/** As much of an update as the fault looks at. */
interface Updated {
  readonly deletes: readonly unknown[];
  readonly blocks: readonly { readonly structs: readonly unknown[] }[];
}

/** What the simulator must find out, each in the real code. */
export const FAULTS: readonly PlantedFault[] = [
  plant({
    name: 'validity asks what this node holds',
    breaks: 'UPD-4: an update is judged by the causal past of its entry',
    module: `${REPLICA}/applying/judge-entry.ts`,
    member: 'isInPast',
    instead: () => () => true,
    finds: /view-digest-differs/,
    plan: shrunken('50', 600, '4:sync 5:sync 12:record 16:sync 20:edit 25:sync 31:edit 34:unseen-origin'),
  }),
  plant({
    name: 'a pin is ignored in the record lane',
    breaks: 'PIN-4: nothing past a pin counts, in either lane',
    module: `${LEDGER}/pin-cut.ts`,
    member: 'pinnedTo',
    instead: (real: (pins: unknown, lane: Lane) => number | undefined) => (pins, lane) =>
      lane === 'record' ? undefined : real(pins, lane),
    finds: /differ in|counts record/,
    plan: shrunken(
      '93',
      4_000,
      '7:record 11:session 14:session 18:sync 37:steps 40:pin 42:narrate 52:session 54:recall 55:steps 65:steps',
    ),
  }),
  plant({
    name: 'a pin stops going round with the entry that carried it',
    breaks: 'PIN-2, REC-1: a pin is valid whatever becomes of its carrier',
    module: `${LEDGER}/frontier.ts`,
    member: 'withPinCarriers',
    instead: () => (held: ReadonlyMap<number, number>) => new Map(held),
    finds: /view-digest-differs|counts record/,
    plan: shrunken('32', 524_288, '0:sync 2:sync 4:record 9:narrate 11:sync 14:edit 16:own-pin'),
  }),
  plant({
    name: 'nobody asks at the end of a page whether it may be held',
    breaks: 'SPC-6: what a home may not hold is refused before it is stored',
    module: `${REPLICA}/incoming/brought-spaces.ts`,
    member: 'BroughtSpaces.checkEntitlement',
    instead: () => () => undefined,
    finds: /holds a space of/,
    plan: shrunken('0', 600, '0:unwanted-space'),
  }),
  plant({
    name: 'a space is given to anybody who asks',
    breaks: 'SYN-5: at most what both may receive is compared and given',
    module: `${REPLICA}/rights/entitlement.ts`,
    member: 'comparedWith',
    instead: () => (context: { standings: { of(space: number): unknown } }, _peer: string, space: number) =>
      context.standings.of(space),
    finds: /honest page was refused/,
    plan: shrunken('0', 524_288, '11:sync'),
  }),
  plant({
    name: 'a transaction is committed in parts',
    breaks: 'HAZARDS: a page is committed whole or not at all, also where the power fails',
    module: 'packages/store/src/database/transaction.ts',
    member: 'transaction',
    instead: () => (_database: unknown, work: () => unknown) => work(),
    finds: /fails verification: .*entry-incomplete/,
    plan: shrunken('3', 4_000, '1:crash-in-transaction 4:sync 5:sync 7:record'),
  }),
  plant({
    name: 'a forked log goes on counting',
    breaks: 'FRK-2: from a fork on neither branch is in any document',
    module: `${REPLICA}/rights/log-limits.ts`,
    member: 'countLimits',
    instead: () => (logs: readonly Limited[]) =>
      new Map(
        logs.flatMap(({ row, pinnedTo, heldBackTo }): [number, number][] => {
          const bounds = [pinnedTo, heldBackTo].filter((bound) => bound !== null);
          return bounds.length === 0 ? [] : [[row, Math.min(...bounds)]];
        }),
      ),
    finds: /no rest/,
    plan: shrunken('0', 4_000, '3:sync 10:own-fork 11:own-fork'),
  }),
  plant({
    name: 'records go before the control lane',
    breaks: 'SYN-4: control lanes come first on every path',
    module: 'packages/sync/src/session/exchange-lane.ts',
    member: 'exchangeLane',
    instead: (real: (session: unknown, differences: unknown, lane: Lane) => unknown) => (session, differences, lane) =>
      real(session, differences, lane === 'control' ? 'record' : 'control'),
    finds: /honest page was refused/,
    plan: shrunken('0', 524_288, '1:sync'),
  }),
  plant({
    name: 'what is compared is not computed anew after a change',
    breaks: 'REC-5: a sync with nothing new is cheap, and one with something new is not taken for it',
    module: `${REPLICA}/rights/space-marks.ts`,
    member: 'SpaceMarksCache.forget',
    instead: () => () => undefined,
    finds: /no rest/,
    plan: shrunken('0', 524_288, '1:sync'),
  }),
  plant({
    name: 'signatures are taken on trust',
    breaks: 'LOG-6: every entry is vouched for by its own writer',
    module: `${REPLICA}/incoming/signature-checks.ts`,
    member: 'checkSignatures',
    instead: () => (entries: readonly unknown[]) => entries.map(() => 'checked'),
    finds: /fails verification/,
    plan: shrunken('0', 524_288, '8:sync 9:forged-author'),
  }),
  plant({
    name: 'any member may do anything',
    breaks: 'AUT-1: a right is judged in the causal past',
    module: `${LEDGER}/authority.ts`,
    member: 'judgeRight',
    instead: () => () => null,
    finds: /fails verification/,
    plan: shrunken('1', 524_288, '1:foreign-audience'),
  }),
  plant({
    name: 'what is past a pin leaves no place behind',
    breaks: 'SEC-6: what counts is shown, also where it stands in words that do not',
    module: 'packages/records/src/section/husk.ts',
    member: 'neededHusks',
    instead: (real: (counting: unknown[], stopped: unknown, cuts: unknown) => unknown) => (_counting, stopped, cuts) =>
      real([], stopped, cuts),
    finds: /lost a letter|the model says/,
    plan: shrunken(
      '3',
      524_288,
      '1:record@KR#0 2:narrate@KR#0/joint 3:sync@KR>KR-1 13:sync@KR>TH 14:narrate@KR-1#0/joint 15:sync@KR-1>KR 4:narrate@KR-1#0/joint 5:narrate@KR-1#0/joint 6:narrate@KR-1#0/joint 7:sync@KR-1>TH 8:narrate@TH#0/joint 9:narrate@TH#0/joint 10:narrate@TH#0/joint 11:narrate@TH#0/joint 12:pin@KR',
    ),
  }),
  plant({
    name: 'deletions over what is not there are not trimmed',
    breaks: 'SEC-5, SEC-6: nothing waits inside a document',
    module: 'packages/records/src/section/cut-update.ts',
    member: 'cutUpdate',
    instead: (real: (raw: Updated, cuts: unknown) => Updated | null) => (raw, cuts) => {
      const cut = real(raw, cuts);
      const isGap = cut !== null && cut.blocks[0]?.structs.length !== raw.blocks[0]?.structs.length;
      return raw.deletes.length > 0 && !isGap ? raw : cut;
    },
    finds: /pending in section|the model says|lost a letter/,
    plan: shrunken(
      '3',
      524_288,
      '1:record@KR#0 3:sync@KR>KR-1 13:sync@KR>TH 16:edit@KR-1#0/own 15:sync@KR-1>KR 4:edit@KR-1#0/joint 14:edit@KR#0/joint 17:sync@KR>TH 7:sync@KR-1>TH 8:empty@TH#0/joint 12:pin@KR',
    ),
  }),
  plant({
    name: 'what was recalled is kept when it comes after its recall',
    breaks: 'RCL-4: whenever and however a covered operation comes',
    module: `${REPLICA}/applying/recall.ts`,
    member: 'keptContent',
    instead: () => (operation: { salt: Uint8Array; body: Uint8Array; purged: boolean }) => {
      const { salt, body, purged } = operation;
      return { salt, body, purged };
    },
    finds: /holds content of|view-digest-differs/,
    plan: shrunken(
      '3',
      524_288,
      '1:record@KR#0 2:sync@KR>KR-1 4:edit@KR-1#0/own 5:bundle@KR-1>KR 6:recall@KR#0/own 8:read-bundle',
    ),
  }),
  plant({
    name: 'what was worked out about an undone change is kept',
    breaks: 'HAZARDS: a page that is refused leaves nothing behind',
    module: `${REPLICA}/rights/space-standings.ts`,
    member: 'SpaceStandings.forgetAll',
    instead: () => () => undefined,
    finds: /remembers of/,
    plan: shrunken(
      '3',
      524_288,
      '1:space@MY 2:sync@MY>KR 3:sync@MY>TH 4:sync@MY>VN 5:half-page 6:half-page 7:half-page 8:clock 9:clock 10:clock 11:clock 12:clock',
    ),
  }),
];
