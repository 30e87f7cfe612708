import { codeField, field, type KindSpec } from './kind-spec.js';
import { labels } from './labels.js';
import { SUBSTANCES } from './substance-codes.js';

/** A published sum over an area and a period. It is never added to single seizures: the same goods would count twice. */
export const STATISTIC: KindSpec = {
  name: 'statistic',
  labels: labels('Statistic', '통계', 'สถิติ', 'Số liệu thống kê', 'Statistik'),
  joint: false,
  internal: false,
  title: ['area', 'period', 'measure', 'substance'],
  fields: [
    field('area', 'text', labels('Area', '지역', 'พื้นที่', 'Khu vực', 'Kawasan')),
    field('period', 'text', labels('Period', '기간', 'ช่วงเวลา', 'Kỳ', 'Tempoh')),
    field('measure', 'text', labels('Measure', '지표', 'ตัวชี้วัด', 'Chỉ tiêu', 'Ukuran')),
    codeField('substance', SUBSTANCES, labels('Substance', '물질', 'ชนิดสาร', 'Loại chất', 'Bahan')),
    field('value', 'number', labels('Value', '값', 'ค่า', 'Giá trị', 'Nilai')),
    field('unit', 'text', labels('Unit', '단위', 'หน่วย', 'Đơn vị', 'Unit')),
    field('source', 'text', labels('Source', '출처', 'แหล่งที่มา', 'Nguồn', 'Sumber')),
    field('count', 'integer', labels('Number of events', '건수', 'จำนวนครั้ง', 'Số vụ', 'Bilangan kejadian')),
  ],
};
