import { addSecondOfficer } from '@liaison/node/testing';
import type { Power } from '@liaison/protocol';
import type { TestHome } from './test-home.js';

/** Another officer at the desk of a home where no node runs; with no powers a viewer. */
export async function secondOfficer(home: TestHome, name: string, powers: readonly Power[]) {
  const passphrase = `${name} at the same desk`;
  await home.opened((opened) =>
    addSecondOfficer(opened, { name, passphrase, powers, deskPassphrase: home.passphrase }),
  );
  return { officer: name, passphrase };
}
