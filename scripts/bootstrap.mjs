// @ts-check
import { pathToFileURL } from 'node:url';
import { buildDesk, isDeskFresh } from './steps/build-desk.mjs';
import { compile } from './steps/compile.mjs';
import { installPackages } from './steps/install.mjs';
import { requireNodeVersion } from './steps/node-version.mjs';
import { createProgress, explainFailure, StepError } from './steps/progress.mjs';
import { isInstallFresh } from './steps/workspace-stamp.mjs';

/**
 * Brings in the packages when they are stale. Needs only Node and npm. Throws `StepError`.
 * @param {NodeJS.WritableStream} stream where the progress goes
 */
export async function install(stream) {
  requireNodeVersion();
  if (isInstallFresh()) return;
  await createProgress(stream).step('installing packages (the first time takes a few minutes)', installPackages);
}

/**
 * Installs and compiles what is stale. Throws `StepError`.
 * @param {NodeJS.WritableStream} stream where the progress goes
 * @param {readonly string[]} projects what must be compiled afterwards
 */
export async function bootstrap(stream, projects) {
  await install(stream);
  await createProgress(stream).step('building what is stale', async () => {
    const { code, output } = await compile(projects);
    if (code === 0) return;
    throw new StepError(
      'The sources do not compile.',
      'Mend the errors above, then run the same command again.',
      output,
    );
  });
  await gatherCommand(stream);
  if (!isDeskFresh()) await createProgress(stream).step('building the desk for browsers', buildForBrowsers);
}

/** The bundler is loaded once the packages are there. @param {NodeJS.WritableStream} stream */
async function gatherCommand(stream) {
  const { bundleCommand, isCommandFresh } = await import('./steps/bundle-command.mjs');
  if (!isCommandFresh()) await createProgress(stream).step('gathering the command line in few files', bundleCommand);
}

async function buildForBrowsers() {
  const { code, output } = await buildDesk();
  if (code === 0) return;
  throw new StepError(
    'The desk for browsers could not be built.',
    'Mend the errors above, then run the same command again.',
    output,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await bootstrap(process.stdout, ['.']);
  } catch (error) {
    explainFailure(error);
    process.exitCode = 1;
  }
}
