// @ts-check
import { bundleCommand, isCommandFresh } from './steps/bundle-command.mjs';

// Makes the command line's bundle when something was compiled anew: a step of the tests, and of every start.
if (!isCommandFresh()) await bundleCommand();
