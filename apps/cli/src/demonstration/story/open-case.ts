import { createSpace } from './open-registers.js';
import { DESKS, type Stage, settings } from './stage.js';

/** The case that three desks will work on, and the notes that only Korea keeps. */
export interface JointCase {
  readonly space: string;
  readonly record: string;
  readonly number: string;
  /** What KR's narrative says before anybody travels. */
  readonly narrative: string;
}

const TITLE = 'Tea packets to Incheon (invented for this demonstration)';
const NARRATIVE = '방콕발 인천행 특송화물에서 차 봉지로 위장한 메트암페타민이 적발되었다. (시연용 가상 사건)';

/** Chapter: Seoul opens a case with Bangkok and Hanoi, and keeps its working notes to itself. */
export async function openCase(stage: Stage): Promise<JointCase> {
  const { federation, tell } = stage;
  tell.chapter('One case for three desks, and notes for one');
  const space = await createSpace(stage, 'KR', { kind: 'case', title: TITLE, audience: 'TH,VN' });
  const fields = { title: TITLE, destination: 'KR', openedOn: '2026-02-02', narrative: NARRATIVE };
  const made = await federation.run<{ record: string; number: string }>('KR', [
    ...['record', 'new', '--space', space, '--kind', 'case'],
    ...settings(fields),
  ]);
  await federation.run('KR', ['record', 'edit', made.record, '--joint', ...settings({ stage: 'intelligence' })]);
  tell.say(
    DESKS.KR,
    `opens case ${made.number}, shared with TH and VN: “${TITLE}”. The joint section says stage: intelligence.`,
  );
  await keepNotes(stage);
  return { space, ...made, narrative: NARRATIVE };
}

async function keepNotes(stage: Stage): Promise<void> {
  const notes = await createSpace(stage, 'KR', { kind: 'case', title: 'Working notes of Seoul', audience: '' });
  const fields = { title: 'Working notes', narrative: '정보원 보호 필요: 공유하지 않는다. (시연용)' };
  await stage.federation.run('KR', ['record', 'new', '--space', notes, '--kind', 'case', ...settings(fields)]);
  stage.tell.say(DESKS.KR, 'keeps working notes in a space with no audience.');
}
