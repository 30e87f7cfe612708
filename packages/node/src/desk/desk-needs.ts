import type { Power } from '@liaison/protocol';

/**
 * What a call needs of whoever asks: nothing (before sign-in), to be an officer of this home, the same for a change of what
 * is theirs alone (what they have read, what they are typing; never signed or shared), or a power in the officer's
 * certificate.
 */
export type Need = 'nothing' | 'read' | 'own' | Power;

/** What every procedure of the desk says about itself. */
export interface DeskMeta {
  readonly needs: Need;
  /** `socket`: it names files of the machine that the node runs on, so no browser may call it. Else anybody who may. */
  readonly from?: 'socket';
  /** The same however often it is made, so no key is needed. What is the officer's own is so anyway. */
  readonly repeatable?: true;
}

export const isPower = (need: Need): need is Power => need !== 'nothing' && need !== 'read' && need !== 'own';
