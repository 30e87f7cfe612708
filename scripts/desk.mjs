// @ts-check
import { buildDesk, deskFirstLoad, isDeskFresh } from './steps/build-desk.mjs';
import { FIRST_LOAD_BYTES_MAX } from './steps/first-load.mjs';

// Builds the browser application when its sources changed: a step of the tests, and for whoever works on it.
if (!isDeskFresh()) {
  const { code, output } = await buildDesk();
  process.stdout.write(output);
  process.exitCode = code;
}
if (process.exitCode === undefined || process.exitCode === 0) {
  const bytes = deskFirstLoad();
  console.log(`the first visit fetches ${Math.round(bytes / 1_000)} KB of compressed script`);
  if (bytes > FIRST_LOAD_BYTES_MAX) {
    console.log(`more than ${FIRST_LOAD_BYTES_MAX / 1_000} KB: let a page fetch what only it needs by itself`);
    process.exitCode = 1;
  }
}
