import {
  encodeBase64url,
  hex,
  idBytes,
  RADIX_LEAF_MAX,
  radixDigest,
  radixRange,
  type SpaceId,
} from '@liaison/protocol';
import { type ComparedView, spaceDigest } from '../compared-view.js';
import { malformedAnswer } from '../errors.js';
import { SYNC_LIMITS } from '../limits.js';
import type { NodeAnswer, TreeNode } from '../messages.js';
import type { SpaceMarks } from '../sync-replica.js';
import type { Session } from './session.js';

/** A space that differs; `theirs` is undefined where the peer does not hold it. */
export interface SpaceDifference {
  readonly space: SpaceId;
  readonly theirs: SpaceMarks | undefined;
}

const DIGITS = [...'0123456789abcdef'];

/**
 * Finds the differing spaces by going down the radix tree only where it differs (SYN-3). We never ask about a node that
 * is known to differ but about its children, so a call goes down two levels.
 */
export async function findDifferences(session: Session, first?: FirstCompare): Promise<SpaceDifference[]> {
  session.enter('compare');
  const view = first?.view ?? session.view();
  const found = new Map<string, SpaceDifference>();
  let open = first === undefined ? nodesBelow(view, '') : answered(view, first.nodes, first.answers, found);
  for (let calls = 0; open.length > 0; calls++) {
    const endless = calls >= SYNC_LIMITS.compareCallsMax || open.length > SYNC_LIMITS.compareOpenMax;
    if (endless) throw malformedAnswer('there is no end to its tree');
    const asked = open.slice(0, SYNC_LIMITS.compareNodesTarget);
    const { nodes } = await session.ask('compare', { nodes: asked });
    open = [...answered(view, asked, nodes, found), ...open.slice(asked.length)];
    if (found.size > SYNC_LIMITS.spacesPerSessionMax) break;
  }
  return [...found.values()];
}

/** What was asked and answered with `hello` already. */
export interface FirstCompare {
  readonly view: ComparedView;
  readonly nodes: readonly TreeNode[];
  readonly answers: readonly NodeAnswer[];
}

/** What is open after an answer: first what was not answered, then the nodes below what was. */
function answered(
  view: ComparedView,
  asked: readonly TreeNode[],
  answers: readonly NodeAnswer[],
  found: Map<string, SpaceDifference>,
): TreeNode[] {
  if (answers.length > asked.length) throw malformedAnswer('it answers nodes that were not asked about');
  const next = asked.slice(answers.length);
  for (const [i, answer] of answers.entries()) next.push(...follow(view, asked[i] as TreeNode, answer, found));
  return next;
}

/** The nodes to ask about where the node at `prefix` is known to differ. */
function nodesBelow(view: ComparedView, prefix: string): TreeNode[] {
  const { from, to } = radixRange(view.tree, prefix);
  if (to - from <= RADIX_LEAF_MAX) return [nodeAt(view, prefix)];
  return DIGITS.map((digit) => nodeAt(view, prefix + digit));
}

/**
 * The nodes that go with `hello`, which mostly finds nothing new: digests alone where there are more spaces than one list
 * has, so that its size does not grow with their number (SYN-3).
 */
export function firstNodes(view: ComparedView): TreeNode[] {
  const nodes = nodesBelow(view, '');
  return nodes.length === 1 ? nodes : nodes.map(({ prefix, digest }) => ({ prefix, digest }));
}

function nodeAt(view: ComparedView, prefix: string): TreeNode {
  if (prefix.length > SYNC_LIMITS.prefixDigitsMax) throw malformedAnswer('its tree is too deep');
  const digest = encodeBase64url(radixDigest(view.tree, prefix));
  const own = ownSpaces(view, prefix);
  if (own.length > RADIX_LEAF_MAX) return { prefix, digest };
  return { prefix, digest, spaces: own.map((marks) => ({ space: marks.space, digest: spaceDigest(marks) })) };
}

function ownSpaces(view: ComparedView, prefix: string): SpaceMarks[] {
  const { from, to } = radixRange(view.tree, prefix);
  return view.tree.leaves.slice(from, to).map((leaf) => view.marksBySpace.get(leaf.space) as SpaceMarks);
}

function follow(
  view: ComparedView,
  node: TreeNode,
  answer: NodeAnswer,
  found: Map<string, SpaceDifference>,
): TreeNode[] {
  if (answer.kind === 'equal') return [];
  if (answer.kind === 'spaces') {
    collect(view, node.prefix, answer, found);
    return [];
  }
  return DIGITS.flatMap((digit, i) => {
    const prefix = node.prefix + digit;
    const equal = encodeBase64url(radixDigest(view.tree, prefix)) === answer.digests[i];
    return equal ? [] : nodesBelow(view, prefix);
  });
}

function collect(
  view: ComparedView,
  prefix: string,
  answer: Extract<NodeAnswer, { kind: 'spaces' }>,
  found: Map<string, SpaceDifference>,
): void {
  const settled = new Set<string>(answer.equal);
  for (const theirs of answer.spaces) {
    if (!hex(idBytes(theirs.space)).startsWith(prefix)) throw malformedAnswer('it names a space from elsewhere');
    if (settled.has(theirs.space)) throw malformedAnswer('it names a space twice');
    settled.add(theirs.space);
    const own = view.marksBySpace.get(theirs.space);
    const differs = own === undefined || spaceDigest(own) !== spaceDigest(theirs);
    if (differs) found.set(theirs.space, { space: theirs.space, theirs });
  }
  for (const { space } of ownSpaces(view, prefix))
    if (!settled.has(space)) found.set(space, { space, theirs: undefined });
}
