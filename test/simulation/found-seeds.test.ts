import { expect, test } from 'vitest';
import type { Plan } from './plan.js';
import { report } from './report.js';
import { shrunken } from './shrunken-plan.js';
import { simulate } from './simulate.js';

/** What was wrong, by the seed that found it. */
const FOUND: readonly (readonly [string, Plan])[] = [
  [
    'a page border parted a control lane before the statement that admits the receiver, which refused the page for ever',
    shrunken('7', 600, '53:admit'),
  ],
  [
    'entries that had waited were counted as sent by the peer that brought their past, which then called the answer a lie',
    shrunken('0', 600, '33:sync 60:control-fork'),
  ],
  [
    'a home restored from an old image never took its own later receipts back, and numbered on below them for ever',
    shrunken('46', 524_288, '40:record 42:rollback 43:sync 46:clock 57:narrate 61:sync 74:rollback'),
  ],
  [
    'of two receipts of one number each home kept the one it had first, and no two homes came to rest',
    shrunken('18', 524_288, '10:rollback 14:sync 19:session 32:steps 67:rollback 74:record'),
  ],
  [
    'views that differ only because two homes heard of a lost laptop at different times raised the alarm',
    shrunken(
      '52',
      524_288,
      '23:space 26:sync 67:sync 75:pin 76:space 77:enrol 78:record 79:session 85:steps 86:sync 87:record',
    ),
  ],
  [
    'an entry past a fork was not kept although it carried a pin that others went by',
    shrunken('0', 600, '1:sync 12:own-pin 28:sync 40:record 48:hostile-update 60:control-fork 74:own-pin'),
  ],
  [
    'verification called a home damaged because it holds, set aside, a first control entry of somebody without right',
    shrunken('0', 600, '23:sync 24:foreign-audience'),
  ],
  [
    'a space whose founder was reported lost before the owner heard of it could not even be pinned by the owner',
    shrunken('3', 600, '4:sync 13:space 26:pin 27:sync'),
  ],
  [
    'records of a space that had just been left out ended the whole session with an honest peer',
    shrunken('23', 524_288, '1:session 2:space 3:sync 4:session 7:pin 10:sync 11:steps 21:sync'),
  ],
  [
    'a recall made while a session ran let the skeleton overtake it, and an honest page was refused whole',
    shrunken(
      '23',
      4_000,
      '1:sync 21:sync 32:record 41:session 55:session 61:session 62:session 65:steps 66:session 69:steps 72:sync 74:steps 80:record 81:recall 82:steps',
    ),
  ],
  [
    'views differed after what a cut off recall had taken out, where the peer could not have the rest, and raised the alarm',
    shrunken('1117', 524_288, '3:foreign-pin 9:session 47:steps 51:enrol 66:record 76:record 80:recall'),
  ],
  [
    'a member that was taken out and one that was admitted later compared what the other could not know, and never came to rest',
    shrunken('4', 524_288, '20:space 45:audience 55:audience'),
  ],
  [
    'between the roster that ends a root and the directory under the next one a space had no author, and the home took no documents any more',
    shrunken('8', 4_000, '10:sync 24:enrol 32:renew-root'),
  ],
  [
    'an entry that waited and was not for a removed member kept the page from being taken that told it of its removal',
    shrunken('5083', 1_500, '17:enrol 42:audience 57:session 71:steps 72:control-fork'),
  ],
  [
    'entries that waited while their author had no certificate were refused afterwards to the member that had held them',
    shrunken('143', 524_288, '0:session 9:steps 48:enrol 52:audience 71:renew-root'),
  ],
  [
    'a space that was judged again was shown by limits of a lost laptop that were older than its restored hold',
    shrunken('10002', 1_500, '15:space 22:sync 40:session 44:enrol 63:steps 64:pin 70:renew-root'),
  ],
  [
    'a branch was named as held although the log that it left was not given on, since its content was missing',
    shrunken(
      '80223',
      4_000,
      '14:session 19:steps 20:roll-back 25:roll-back 37:control-fork 52:recall 53:edit 64:own-fork',
      1_024,
    ),
  ],
];

test.each(FOUND)('%s', async (_what, plan) => {
  const outcome = await simulate(plan);
  if (outcome.failure !== undefined) expect.fail(report(plan, outcome));
});
