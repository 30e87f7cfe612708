// @ts-check
import { buildDesk, isDeskFresh } from './steps/build-desk.mjs';

// Builds the browser application when its sources changed: a step of the tests, and for whoever works on it.
if (!isDeskFresh()) {
  const { code, output } = await buildDesk();
  process.stdout.write(output);
  process.exitCode = code;
}
