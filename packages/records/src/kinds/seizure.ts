import { CHANNELS } from './channel-codes.js';
import { codeField, field, type KindSpec } from './kind-spec.js';
import { labels } from './labels.js';
import { SUBSTANCES } from './substance-codes.js';

/** One confiscation: what was taken, where, when and on which way. */
export const SEIZURE: KindSpec = {
  name: 'seizure',
  labels: labels('Seizure', '압수', 'การจับยึด', 'Vụ bắt giữ', 'Rampasan'),
  joint: true,
  internal: false,
  day: 'seizedOn',
  title: ['substance', 'quantity', 'place'],
  fields: [
    field('seizedOn', 'date', labels('Seized on', '압수일', 'วันที่จับยึด', 'Ngày bắt giữ', 'Tarikh rampasan')),
    field('country', 'country', labels('Country', '국가', 'ประเทศ', 'Quốc gia', 'Negara')),
    field('place', 'place', labels('Place', '장소', 'สถานที่', 'Địa điểm', 'Tempat')),
    codeField('substance', SUBSTANCES, labels('Substance', '물질', 'ชนิดสาร', 'Loại chất', 'Bahan')),
    field('quantity', 'quantity', labels('Quantity', '수량', 'ปริมาณ', 'Số lượng', 'Kuantiti')),
    field(
      'purityPercent',
      'number',
      labels('Purity (%)', '순도(%)', 'ความบริสุทธิ์ (%)', 'Độ tinh khiết (%)', 'Ketulenan (%)'),
    ),
    codeField('channel', CHANNELS, labels('Channel', '경로 유형', 'ช่องทาง', 'Phương thức', 'Saluran')),
    field('origin', 'country', labels('Origin', '출발국', 'ต้นทาง', 'Nơi xuất phát', 'Negara asal')),
    field('transit', 'countries', labels('Transit', '경유국', 'ทางผ่าน', 'Nơi quá cảnh', 'Negara transit')),
    field('destination', 'country', labels('Destination', '도착국', 'ปลายทาง', 'Nơi đến', 'Negara tujuan')),
    field('concealment', 'text', labels('Concealment', '은닉 수법', 'วิธีซุกซ่อน', 'Cách cất giấu', 'Cara penyembunyian')),
    field('agency', 'text', labels('Agency', '기관', 'หน่วยงาน', 'Cơ quan', 'Agensi')),
    field('caseNumber', 'text', labels('Case number', '사건번호', 'เลขคดี', 'Số vụ án', 'Nombor kes')),
    field('narrative', 'narrative', labels('Narrative', '경위', 'พฤติการณ์', 'Diễn biến', 'Naratif')),
  ],
};
