import { CASE_STAGES } from './case-stage-codes.js';
import { codeField, field, type KindSpec } from './kind-spec.js';
import { labels } from './labels.js';

/** One case: the frame in which several countries lay their findings side by side. */
export const CASE: KindSpec = {
  name: 'case',
  labels: labels('Case', '사건', 'คดี', 'Vụ án', 'Kes'),
  joint: true,
  internal: false,
  day: 'openedOn',
  title: ['caseNumber', 'title'],
  fields: [
    field('caseNumber', 'text', labels('Case number', '사건번호', 'เลขคดี', 'Số vụ án', 'Nombor kes')),
    field('title', 'text', labels('Title', '제목', 'ชื่อคดี', 'Tiêu đề', 'Tajuk')),
    codeField('stage', CASE_STAGES, labels('Stage', '단계', 'ขั้นตอน', 'Giai đoạn', 'Peringkat')),
    field('offences', 'text', labels('Offences', '죄명', 'ฐานความผิด', 'Tội danh', 'Kesalahan')),
    field('leadAgency', 'text', labels('Lead agency', '주관 기관', 'หน่วยงานหลัก', 'Cơ quan chủ trì', 'Agensi utama')),
    field(
      'partnerCaseNumbers',
      'text',
      labels(
        'Partner case numbers',
        '상대국 사건번호',
        'เลขคดีของประเทศคู่ร่วมมือ',
        'Số vụ án của đối tác',
        'Nombor kes rakan',
      ),
    ),
    field('openedOn', 'date', labels('Opened on', '개시일', 'วันที่เริ่มคดี', 'Ngày mở vụ án', 'Tarikh dibuka')),
    field('origin', 'country', labels('Origin', '출발국', 'ต้นทาง', 'Nơi xuất phát', 'Negara asal')),
    field('transit', 'countries', labels('Transit', '경유국', 'ทางผ่าน', 'Nơi quá cảnh', 'Negara transit')),
    field('destination', 'country', labels('Destination', '도착국', 'ปลายทาง', 'Nơi đến', 'Negara tujuan')),
    field(
      'modusOperandi',
      'text',
      labels('Modus operandi', '범행 수법', 'รูปแบบการกระทำผิด', 'Phương thức phạm tội', 'Modus operandi'),
    ),
    field('summary', 'narrative', labels('Summary', '요지', 'สรุป', 'Tóm tắt', 'Ringkasan')),
    field('narrative', 'narrative', labels('Narrative', '경위', 'พฤติการณ์', 'Diễn biến', 'Naratif')),
  ],
};
