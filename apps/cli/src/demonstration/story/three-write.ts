import { type HomeName, LAPTOP, type ShownRecord } from '../answers.js';
import type { JointCase } from './open-case.js';
import { DESKS, type Stage, settings } from './stage.js';

/** What each of them wrote while nobody heard of the others. */
export interface Written {
  readonly stageOfLaptop: string;
  readonly stageOfThailand: string;
  readonly originOfKorea: string;
  readonly originOfThailand: string;
  readonly agreedTransit: string;
  /** KR's narrative once both Koreans' sentences are in it. */
  readonly narrative: string;
  readonly thaiNarrative: string;
}

const DESK_SENTENCE = '인천지검은 수취인 2명을 특정하였다. ';
const LAPTOP_SENTENCE = ' 현지 수사관과 함께 방콕 라차다 창고를 확인하였다.';
const THAI_NARRATIVE = 'ตำรวจไทยตรวจค้นโกดังย่านรัชดา พบยาบ้าซุกซ่อนในซองชา (กรณีสมมติเพื่อการสาธิต)';

/** Chapter: laptop, home desk and Thai desk edit the same case, none of them knowing of the others. */
export async function threeWrite({ federation, tell }: Stage, found: JointCase): Promise<Written> {
  tell.chapter('Three desks edit the same case, and none hears of the others');
  const edit = (...fields: Parameters<typeof settings>) => ['record', 'edit', found.record, ...settings(...fields)];
  await Promise.all([
    federation.run(LAPTOP, [...edit({ stage: 'investigation', transit: 'LA' }), '--joint']),
    federation.run('TH', [...edit({ stage: 'indicted', transit: 'LA' }), '--joint']),
    federation.run('KR', edit({ origin: 'LA', narrative: DESK_SENTENCE + found.narrative })),
  ]);
  await Promise.all([
    federation.run(LAPTOP, edit({ narrative: found.narrative + LAPTOP_SENTENCE })),
    federation.run('TH', edit({ origin: 'MM', narrative: THAI_NARRATIVE })),
  ]);
  tell.say(
    DESKS[LAPTOP],
    'offline, in the joint section: stage investigation, transit LA. In the Korean narrative, at the end:',
  );
  tell.say('', `“${LAPTOP_SENTENCE.trim()}”`);
  tell.say(
    DESKS.TH,
    'in the joint section: stage indicted, transit LA. In its own section: origin MM, and a Thai narrative:',
  );
  tell.say('', `“${THAI_NARRATIVE}”`);
  tell.say(DESKS.KR, 'in the Korean section: origin LA. In the same narrative as the laptop, at the beginning:');
  tell.say('', `“${DESK_SENTENCE.trim()}”`);
  return {
    stageOfLaptop: 'investigation',
    stageOfThailand: 'indicted',
    originOfKorea: 'LA',
    originOfThailand: 'MM',
    agreedTransit: 'LA',
    narrative: DESK_SENTENCE + found.narrative + LAPTOP_SENTENCE,
    thaiNarrative: THAI_NARRATIVE,
  };
}

export const showCase = ({ federation }: Stage, name: HomeName, { record }: JointCase): Promise<ShownRecord> =>
  federation.run<ShownRecord>(name, ['record', 'show', record]);
