import { type Browser, chromium } from 'playwright-core';

/** Headless, without a graphics card; its own security stays on, since the desk's defences rest on it. */
const ARGUMENTS = [
  '--headless=shell',
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

/** A Chromium that came with the packages, which there is for Linux on x64 only. */
async function packedBrowser(): Promise<Browser> {
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await packed.executablePath(), args: ARGUMENTS });
}

async function launch(): Promise<Browser | undefined> {
  if (process.platform === 'linux' && process.arch === 'x64') return packedBrowser();
  try {
    return await chromium.launch({ channel: 'chrome', args: ARGUMENTS });
  } catch (error) {
    console.warn(`No browser on this machine, so the tests in a browser do not run: ${String(error).split('\n')[0]}`);
    return undefined;
  }
}

/**
 * The browser of this test file, or undefined where the machine has none: then its tests are shown as not run.
 * Close it with the file.
 */
export const testBrowser: Browser | undefined = await launch();
