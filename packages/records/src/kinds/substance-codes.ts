import type { CodeList } from './code-list.js';
import { labels } from './labels.js';

/** Groups of substances as seizure reports name them; a finer register of substances comes beside it, not instead. */
export const SUBSTANCES: CodeList = {
  name: 'substance',
  labelsByCode: {
    amphetamine: labels('Amphetamine', '암페타민', 'แอมเฟตามีน', 'Amphetamin', 'Amfetamin'),
    cannabis: labels('Cannabis', '대마', 'กัญชา', 'Cần sa', 'Kanabis'),
    'cannabis-resin': labels('Cannabis resin', '대마수지', 'ยางกัญชา', 'Nhựa cần sa', 'Resin kanabis'),
    cocaine: labels('Cocaine', '코카인', 'โคเคน', 'Cocain', 'Kokain'),
    fentanyl: labels('Fentanyl', '펜타닐', 'เฟนทานิล', 'Fentanyl', 'Fentanil'),
    ghb: labels('GHB and GBL', 'GHB·GBL', 'จีเอชบีและจีบีแอล', 'GHB và GBL', 'GHB dan GBL'),
    heroin: labels('Heroin', '헤로인', 'เฮโรอีน', 'Heroin', 'Heroin'),
    ketamine: labels('Ketamine', '케타민', 'เคตามีน', 'Ketamin', 'Ketamin'),
    khat: labels('Khat', '카트', 'ใบกระท่อมอาหรับ (คัท)', 'Lá khát', 'Khat'),
    kratom: labels('Kratom', '크라톰', 'กระท่อม', 'Kratom', 'Ketum'),
    lsd: labels('LSD', 'LSD', 'แอลเอสดี', 'LSD', 'LSD'),
    mdma: labels('MDMA (ecstasy)', 'MDMA(엑스터시)', 'เอ็มดีเอ็มเอ (ยาอี)', 'MDMA (thuốc lắc)', 'MDMA (ekstasi)'),
    methamphetamine: labels(
      'Methamphetamine',
      '필로폰(메트암페타민)',
      'เมทแอมเฟตามีน',
      'Methamphetamin',
      'Metamfetamin',
    ),
    nps: labels(
      'New psychoactive substance',
      '신종 향정신성물질',
      'สารออกฤทธิ์ต่อจิตประสาทชนิดใหม่',
      'Chất hướng thần mới',
      'Bahan psikoaktif baharu',
    ),
    opium: labels('Opium', '아편', 'ฝิ่น', 'Thuốc phiện', 'Candu'),
    precursor: labels('Precursor chemical', '전구물질', 'สารตั้งต้น', 'Tiền chất', 'Bahan kimia prekursor'),
    'synthetic-cannabinoid': labels(
      'Synthetic cannabinoid',
      '합성대마',
      'กัญชาสังเคราะห์',
      'Cần sa tổng hợp',
      'Kanabinoid sintetik',
    ),
    yaba: labels('Yaba tablets', '야바', 'ยาบ้า', 'Viên yaba (hồng phiến)', 'Pil yaba (pil kuda)'),
    other: labels('Other', '기타', 'อื่น ๆ', 'Khác', 'Lain-lain'),
  },
};
