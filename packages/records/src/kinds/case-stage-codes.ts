import type { CodeList } from './code-list.js';
import { labels } from './labels.js';

/** How far a case has come, in the order in which cases go. */
export const CASE_STAGES: CodeList = {
  name: 'case-stage',
  labelsByCode: {
    intelligence: labels('Intelligence', '첩보', 'ข่าวกรอง', 'Tin tình báo', 'Risikan'),
    investigation: labels('Investigation', '수사', 'สืบสวนสอบสวน', 'Điều tra', 'Siasatan'),
    indicted: labels('Indicted', '기소', 'ฟ้องคดีแล้ว', 'Đã truy tố', 'Didakwa'),
    trial: labels('Trial', '재판', 'พิจารณาคดี', 'Xét xử', 'Perbicaraan'),
    final: labels('Final judgment', '확정', 'คดีถึงที่สุด', 'Bản án có hiệu lực', 'Penghakiman muktamad'),
    closed: labels('Closed', '종결', 'ปิดคดี', 'Đã đóng', 'Ditutup'),
  },
};
