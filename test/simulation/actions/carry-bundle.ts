import { signBundle } from '@liaison/identity';
import { claimedTime } from '@liaison/node';
import { type DocumentId, LiaisonError, sha256Text, success } from '@liaison/protocol';
import { type BundleReport, type BundleSource, bundleParts, planBundle, readBundle } from '@liaison/sync';
import { type Action, otherThan } from '../action.js';
import { promise } from '../promise.js';
import type { World } from '../world.js';

const CARRIED_MAX = 20;

/** A home packs what one or two others lack by what they have receipted, or all of it, into a file that somebody carries. */
export const makeBundle: Action = {
  kind: 'bundle',
  weight: 3,
  run(world, name, random) {
    const maker = world.home(name);
    const names = [otherThan(world, name, random), otherThan(world, name, random)].slice(random.below(2));
    const homes = [...new Set(names)].filter((other) => maker.replica.admitCaller(world.home(other).service.writer).ok);
    if (homes.length === 0 || world.carried.length >= CARRIED_MAX) return;
    const recipients = homes.map((other) => world.home(other).service.writer).sort();
    const { replica } = maker;
    for (const one of recipients) replica.issueReceipts(replica.spacesFor(one).map(({ space }) => space));
    const plan = planBundle(replica, { recipients, whole: random.below(3) === 0 });
    const contents = [...bundleParts(replica, plan)];
    const parts = contents.map(({ kind, bytes }) => ({ kind, bytes: bytes.length, digest: sha256Text(bytes) }));
    const community = replica.documents().rosters[0] as DocumentId;
    const claims = { v: 1 as const, maker: replica.home, recipients, community, at: claimedTime(maker.clock), parts };
    const manifest = signBundle(claims, replica.serviceKey).token;
    world.carried.push({ from: name, homes, manifest, contents: contents.map(({ bytes }) => bytes) });
    world.note(`${name} makes a bundle for ${homes.join(' and ')}`);
  },
};

/** One of those it is for reads a bundle, at once or much later, online or not; now and then a part was damaged. */
export const openBundle: Action = {
  kind: 'read-bundle',
  weight: 4,
  async run(world, _name, random) {
    if (world.carried.length === 0) return;
    const { from, homes, manifest, contents } = random.pick(world.carried);
    const to = random.pick(homes);
    const damaged = random.below(6) === 0 ? random.below(contents.length) : -1;
    const source: BundleSource = {
      manifest,
      part: async (place) => {
        const bytes = contents[place] as Uint8Array;
        return success(place === damaged ? bytes.subarray(1) : bytes);
      },
    };
    world.note(`${to} reads a bundle of ${from}${damaged < 0 ? '' : ' that was damaged'}`);
    const report = await readOrRefuse(world, to, source, damaged >= 0);
    if (report !== undefined) checkReport(world, `bundle of ${from} at ${to}`, report, damaged >= 0);
  },
};

/** Codes with which a home may refuse a bundle whole: its maker was lost, or is not known yet under a root it has heard of. */
const REFUSED = new Set(['caller-revoked', 'caller-unknown', 'caller-removed', 'bundle-maker-unknown']);

/** A maker that is not known yet is introduced by the first parts, so damage there refuses all of it. */
async function readOrRefuse(
  world: World,
  to: string,
  source: BundleSource,
  damaged: boolean,
): Promise<BundleReport | undefined> {
  try {
    return await readBundle(source, world.home(to).replica);
  } catch (error) {
    const { code } = error instanceof LiaisonError ? error : { code: '' };
    if (REFUSED.has(code) || (damaged && code === 'bundle-damaged')) return undefined;
    throw error;
  }
}

/** Parts of honest homes are refused for the reasons for which pages are, which `World` watches. */
function checkReport(world: World, what: string, { error, alarms }: BundleReport, damaged: boolean): void {
  promise(error === undefined || (damaged && error.code === 'bundle-damaged'), () => `${what}: ${error?.code}`);
  for (const { code } of alarms)
    promise(code === 'receipts-conflict' && world.rolledBack.size > 0, () => `${what} raised ${code}`);
}
