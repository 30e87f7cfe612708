import { LiaisonError } from '@liaison/protocol';

/** Ctrl-C, whatever it stopped: one code and one exit code for programs. `reached` says how far the work had come. */
export const interrupted = (reached = 'What was written is whole.'): LiaisonError =>
  new LiaisonError('interrupted', `Stopped by Ctrl-C. ${reached}`, 'Run the command again to go on.');
