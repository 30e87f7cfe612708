import type { CodeList } from './code-list.js';
import { labels } from './labels.js';

/** The way by which the goods moved when they were found. */
export const CHANNELS: CodeList = {
  name: 'channel',
  labelsByCode: {
    mail: labels('Mail', '국제우편', 'ไปรษณีย์', 'Bưu chính', 'Mel'),
    express: labels('Express courier', '특송화물', 'พัสดุด่วน', 'Chuyển phát nhanh', 'Kurier ekspres'),
    'cargo-air': labels('Air cargo', '항공화물', 'สินค้าทางอากาศ', 'Hàng hóa đường không', 'Kargo udara'),
    'cargo-sea': labels('Sea cargo', '해상화물', 'สินค้าทางทะเล', 'Hàng hóa đường biển', 'Kargo laut'),
    traveller: labels('Traveller', '여행자', 'ผู้โดยสาร', 'Hành khách', 'Pengembara'),
    vessel: labels('Vessel', '선박', 'เรือ', 'Tàu thuyền', 'Kapal'),
    land: labels('Land', '육로', 'ทางบก', 'Đường bộ', 'Darat'),
    online: labels('Online', '온라인', 'ออนไลน์', 'Trực tuyến', 'Dalam talian'),
    other: labels('Other', '기타', 'อื่น ๆ', 'Khác', 'Lain-lain'),
  },
};
