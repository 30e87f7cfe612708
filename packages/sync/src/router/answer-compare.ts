import { encodeBase64url, RADIX_LEAF_MAX, radixChildren, radixDigest, radixRange } from '@liaison/protocol';
import { type ComparedView, comparedView, spaceDigest } from '../compared-view.js';
import { SYNC_LIMITS } from '../limits.js';
import type { CallReply, CallRequest, NodeReply, TreeNode } from '../messages.js';
import type { SpaceMarks } from '../sync-replica.js';
import type { CallContext } from './call-context.js';

/** Roughly what one mark costs in JSON, bytes: keys, 43 characters of id, 22 of writer. */
const MARK_BYTES = 120;

/** Answers the first nodes asked about, as many as one answer holds; the caller asks again for the others. */
export function answerCompare(context: CallContext, input: CallRequest<'compare'>): CallReply<'compare'> {
  return { nodes: answerNodes(comparedView(context.replica, context.caller), input.nodes) };
}

/** Answers of the first nodes, as many as one answer holds. */
export function answerNodes(view: ComparedView, asked: readonly TreeNode[]): NodeReply[] {
  const nodes: NodeReply[] = [];
  let bytes = 0;
  for (const node of asked) {
    if (bytes > SYNC_LIMITS.answerBytesTarget) break;
    const answer = answerNode(view, node);
    nodes.push(answer);
    bytes += costOf(answer);
  }
  return nodes;
}

function answerNode(view: ComparedView, node: TreeNode): NodeReply {
  if (encodeBase64url(radixDigest(view.tree, node.prefix)) === node.digest) return { kind: 'equal' };
  const { from, to } = radixRange(view.tree, node.prefix);
  if (to - from > RADIX_LEAF_MAX) {
    return { kind: 'children', digests: radixChildren(view.tree, node.prefix).map(encodeBase64url) };
  }
  const digests = new Map(node.spaces?.map(({ space, digest }) => [space as string, digest]));
  const marks = view.tree.leaves.slice(from, to).map((leaf) => view.marksBySpace.get(leaf.space) as SpaceMarks);
  const differs = (one: SpaceMarks) => digests.get(one.space) !== spaceDigest(one);
  return {
    kind: 'spaces',
    spaces: marks.filter(differs),
    equal: marks.filter((one) => !differs(one)).map((one) => one.space),
  };
}

function costOf(answer: NodeReply): number {
  if (answer.kind === 'equal') return 20;
  if (answer.kind === 'children') return 800;
  return answer.spaces.reduce((sum, one) => sum + MARK_BYTES * (1 + one.tips.length + one.receipts.length), 100);
}
