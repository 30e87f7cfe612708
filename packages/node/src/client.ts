/**
 * What a command needs before it knows whether a node runs in its home: everything here loads in a fraction of the time of
 * the whole package, which is loaded when this process has to open a home itself.
 */
export { RECALL_REASONS } from './commands/recall-reasons.js';
export { checkHome } from './desk/check-home.js';
export { liaisonErrorOf } from './desk/desk-failure.js';
export { type DeskCaller, type DeskSession, openDeskSession } from './desk/desk-session.js';
export { systemClock } from './home/system-clock.js';
export { systemRandom } from './home/system-random.js';
