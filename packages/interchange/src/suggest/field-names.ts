import { KINDS } from '@liaison/records';
import { plainName } from './plain-name.js';

/**
 * What tables call a field besides its labels: words of seizure lists and statistics in English, Korean, Thai, Vietnamese
 * and Malay. Written as people write them; compared by letters only.
 */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  seizedOn: [
    ...['date', 'seizure date', 'date of seizure', 'date seized', 'incident date', 'event date'],
    ...['일자', '날짜', '압수일자', '적발일', '적발일자', '검거일자', '단속일'],
    ...['วันที่', 'วันที่จับกุม', 'วันที่ยึด', 'วันเดือนปี'],
    ...['ngày', 'ngày bắt', 'ngày thu giữ', 'ngày vụ việc'],
    ...['tarikh', 'tarikh rampas', 'tarikh tangkapan', 'tarikh kejadian'],
  ],
  country: ['seizing country', 'reporting country', 'country code', 'state', '국가명', '적발국', 'nước', 'negeri'],
  place: [
    ...['location', 'place of seizure', 'port', 'province', 'city', 'site', 'district', 'area of responsibility'],
    ...['적발장소', '압수장소', '지역', '세관', '항만'],
    ...['จังหวัด', 'ที่เกิดเหตุ', 'สถานที่จับกุม', 'ด่าน'],
    ...['nơi bắt', 'nơi thu giữ', 'tỉnh', 'cửa khẩu'],
    ...['lokasi', 'tempat kejadian', 'daerah', 'pelabuhan'],
  ],
  substance: [
    ...['drug', 'drug type', 'type of drug', 'drug name', 'narcotic', 'substance type', 'drug group', 'commodity'],
    ...['마약', '마약류', '마약종류', '마약류종류', '품명', '약물', '물질명'],
    ...['ยาเสพติด', 'ชนิดยาเสพติด', 'ของกลาง', 'ประเภทยาเสพติด'],
    ...['ma túy', 'loại ma túy', 'chất ma túy', 'tang vật'],
    ...['dadah', 'jenis dadah', 'jenis bahan'],
  ],
  quantity: [
    ...['weight', 'amount', 'net weight', 'gross weight', 'qty', 'seized quantity', 'quantity seized', 'seized amount'],
    ...['중량', '압수량', '무게', '압수중량', '양'],
    ...['น้ำหนัก', 'จำนวน', 'ปริมาณของกลาง'],
    ...['khối lượng', 'trọng lượng', 'lượng'],
    ...['berat', 'jumlah', 'amaun'],
  ],
  purityPercent: ['purity', 'pct purity', '순도', 'ความบริสุทธิ์', 'độ tinh khiết', 'hàm lượng', 'ketulenan'],
  channel: ['mode', 'mode of transport', 'transport', 'means', 'route type', '경로', '운송수단', '반입경로', 'วิธีขนส่ง'],
  origin: ['country of origin', 'departure', 'source country', '발송국', '출발지', 'ประเทศต้นทาง', 'nước xuất phát'],
  transit: ['transit countries', 'via', '경유지', 'ประเทศทางผ่าน', 'nước quá cảnh'],
  destination: ['country of destination', 'destination country', '도착지', '목적지', 'ประเทศปลายทาง', 'nước đến'],
  concealment: ['method of concealment', 'concealment method', 'modus operandi', '은닉방법', '은닉수법', 'kaedah'],
  agency: [
    ...['authority', 'office', 'seizing agency', 'department', 'component', 'unit in charge', 'field office'],
    ...['기관명', '담당기관', '적발기관', '관서', 'หน่วยจับกุม', 'đơn vị', 'cơ quan bắt giữ', 'jabatan', 'pasukan'],
  ],
  caseNumber: [
    ...['case no', 'case id', 'case ref', 'reference', 'file number', 'incident number', 'seizure number'],
    ...['사건', '관리번호', '접수번호', 'เลขที่คดี', 'คดีที่', 'mã vụ', 'số hồ sơ', 'no kes', 'nombor rujukan'],
  ],
  narrative: [
    'remarks',
    'notes',
    'comment',
    'description',
    'details',
    'summary',
    '비고',
    '내용',
    'หมายเหตุ',
    'ghi chú',
    'catatan',
  ],
  title: ['case name', 'case title', 'operation', 'operation name', '사건명', 'ชื่อปฏิบัติการ', 'tên vụ án', 'nama kes'],
  stage: ['status', 'case status', 'progress', '진행상황', '상태', 'สถานะ', 'trạng thái', 'status kes'],
  offences: ['offence', 'charge', 'charges', 'statute', '혐의', '적용법조', 'ข้อหา', 'tội', 'kesalahan'],
  openedOn: ['opened', 'date opened', 'start date', '접수일', '착수일', 'วันที่รับคดี', 'ngày khởi tố', 'tarikh buka'],
  area: [
    ...['region', 'territory', 'country', 'state', 'subregion', 'location', 'province'],
    ...['지역별', '시도', '국가별', 'ภูมิภาค', 'จังหวัด', 'vùng', 'tỉnh', 'wilayah', 'negeri'],
  ],
  period: ['year', 'month', 'quarter', 'fy', 'fiscal year', 'date', '연도', '년도', '년', '시점', 'ปี', 'năm', 'tahun'],
  measure: [
    'indicator',
    'item',
    'category',
    'statistic',
    'variable',
    '항목',
    '구분',
    '범죄별',
    'รายการ',
    'chỉ số',
    'perkara',
  ],
  value: [
    'figure',
    'qty',
    'total',
    'amount',
    'quantity',
    'kg',
    'kgequivalent',
    'weight',
    '수치',
    '합계',
    'จำนวน',
    'số lượng',
    'jumlah',
  ],
  unit: ['units', 'unit of measure', 'uom', '단위명', 'หน่วยนับ', 'đơn vị tính', 'ukuran'],
  source: ['data source', 'publisher', 'reference', '자료출처', 'ที่มา', 'nguồn dữ liệu', 'sumber data'],
  count: ['events', 'number of seizures', 'seizures', 'cases', 'count of event', '발생건수', 'จำนวนคดี', 'số vụ việc'],
};

/** Columns that number the rows of a list or name a case. */
const KEY_NAMES = [
  ...['id', 'no', 'number', 'ref', 'reference', 'row id', 'record id', 'serial', 'serial no', 'seizure id'],
  ...['번호', '연번', '순번', '일련번호', '관리번호', 'ลำดับ', 'ลำดับที่', 'ที่', 'stt', 'số thứ tự', 'bil', 'no rujukan'],
].map(plainName);

/** What heads of a column of units are called. */
const UNIT_NAMES = ['unit', 'units', 'uom', '단위', 'หน่วย', 'đơn vị tính', 'unit ukuran'].map(plainName);

export const isKeyName = (head: string): boolean => KEY_NAMES.includes(plainName(head));
export const isUnitName = (head: string): boolean => UNIT_NAMES.includes(plainName(head));

/** The names of each field of a kind, labels first, in plain letters. */
export function namesOfFields(kind: string): ReadonlyMap<string, readonly string[]> {
  const spec = KINDS.find(({ name }) => name === kind);
  return new Map(
    (spec?.fields ?? []).map(({ name, labels }) => [
      name,
      [...new Set([name, ...Object.values(labels), ...(SYNONYMS[name] ?? [])].map(plainName))],
    ]),
  );
}

/** How well a head fits a field's names: 1 for one of them, less where it only contains one, 0 for nothing in common. */
export function nameFit(head: string, names: readonly string[]): number {
  const plain = plainName(head);
  if (plain === '') return 0;
  if (names.includes(plain)) return 1;
  const words = head.toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u);
  const contains = (name: string) => name.length >= (/[a-z]/.test(name) ? 4 : 2) && plain.includes(name);
  return names.some((name) => contains(name) || words.includes(name)) ? 0.6 : 0;
}
