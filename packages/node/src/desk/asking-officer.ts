import type { WriterId } from '@liaison/protocol';
import { chooseOfficer } from '../home/choose-officer.js';
import type { DeskContext } from './desk-procedure.js';

/**
 * The officer in whose eyes a list is shown: by name or id, or the only or default one. Nothing is unlocked: what they
 * have read is no secret to their own home. Throws `officer-unknown` and `officer-ambiguous`.
 */
export const askingOfficer = ({ home }: DeskContext, officer: string | undefined): WriterId =>
  chooseOfficer(home.actingOfficers, officer).writer;
