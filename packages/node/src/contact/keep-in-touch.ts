import { canonicalJson, type WriterId } from '@liaison/protocol';
import { knownPeers, type Peer } from '../commands/known-peers.js';
import { PeerTouch, type TouchParts } from './peer-touch.js';

export interface InTouch {
  /** Returns once sessions under way have stopped; what they committed stays. */
  stop(): Promise<void>;
}

/** Keeps in touch with every node that the directories name, and follows when they name others. */
export function keepInTouch(parts: TouchParts): InTouch {
  const { home, contacts } = parts;
  const touches = new Map<WriterId, PeerTouch>();
  const ending = new Set<Promise<void>>();
  const end = (touch: PeerTouch) => {
    const { writer } = touch.peer.node;
    touches.delete(writer);
    const ended = touch.stop().then(() => void ending.delete(ended));
    ending.add(ended);
    contacts.forget(writer);
  };
  const follow = () => {
    const peers = new Map(currentPeers(parts).map((peer) => [peer.node.writer, peer]));
    for (const touch of [...touches.values()]) {
      const now = peers.get(touch.peer.node.writer);
      if (now === undefined || canonicalJson(now.node) !== canonicalJson(touch.peer.node)) end(touch);
    }
    for (const [writer, peer] of peers) if (!touches.has(writer)) touches.set(writer, new PeerTouch(peer, parts));
  };
  follow();
  const unfollow = home.changes.onChange(({ spaces, everything }) => {
    if (everything) follow();
    if (everything || spaces.length > 0) for (const touch of touches.values()) touch.nudge();
  });
  return {
    stop: async () => {
      unfollow();
      for (const touch of [...touches.values()]) end(touch);
      await Promise.all(ending);
    },
  };
}

const currentPeers = ({ home: { replica } }: TouchParts): Peer[] => replica.reading(() => knownPeers(replica.context));
