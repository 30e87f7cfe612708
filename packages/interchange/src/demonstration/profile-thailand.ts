import type { DemonstrationProfile } from './demonstration-profile.js';

export const THAILAND: DemonstrationProfile = {
  places: [
    { name: 'ท่าอากาศยานสุวรรณภูมิ', channels: ['traveller', 'cargo-air'] },
    { name: 'ท่าอากาศยานดอนเมือง', channels: ['traveller'] },
    { name: 'ศูนย์ไปรษณีย์หลักสี่ กรุงเทพมหานคร', channels: ['mail', 'express'] },
    { name: 'ท่าเรือแหลมฉบัง จังหวัดชลบุรี', channels: ['cargo-sea'] },
    { name: 'ด่านแม่สาย จังหวัดเชียงราย', channels: ['land'] },
    { name: 'อำเภอท่าอุเทน จังหวัดนครพนม', channels: ['land', 'vessel'] },
    { name: 'ด่านศุลกากรสะเดา จังหวัดสงขลา', channels: ['land'] },
    { name: 'เขตห้วยขวาง กรุงเทพมหานคร', channels: ['other', 'online'] },
  ],
  agencies: ['ศุลกากร', 'ตำรวจปราบปรามยาเสพติด', 'สำนักงานอัยการ'],
  substanceNames: {
    yaba: 'ยาบ้า',
    methamphetamine: 'ยาไอซ์',
    cannabis: 'กัญชา',
    mdma: 'ยาอี',
    ketamine: 'เคตามีน',
    cocaine: 'โคเคน',
    heroin: 'เฮโรอีน',
    nps: 'สารออกฤทธิ์ใหม่',
    opium: 'ฝิ่น',
    fentanyl: 'เฟนทานิล',
  },
  openings: {
    goods: [
      'การเอกซเรย์พัสดุที่{place} พบ{substance} {amount} ซึ่งส่งมาจาก{origin}',
      'เจ้าหน้าที่ตรวจค้นสินค้าจาก{origin} ที่{place} และยึด{substance} {amount}',
    ],
    traveller: [
      'เจ้าหน้าที่ตรวจกระเป๋าผู้โดยสารจาก{origin} ที่{place} พบ{substance} {amount}',
      'จากการประสานข้อมูลการข่าว จับกุมผู้โดยสารจาก{origin} ที่{place} พร้อม{substance} {amount}',
    ],
    inland: [
      'จากการสืบสวนขยายผลพบ{substance} {amount} ที่{place} เชื่อมโยงกับ{origin}',
      'เจ้าหน้าที่เข้าตรวจค้นที่{place} ยึด{substance} {amount} ต้นทางจาก{origin}',
    ],
  },
  concealments: ['กล่องชา', 'ถุงกาแฟ', 'ช่องลับในรถบรรทุก', 'เครื่องสำอาง', 'ม้วนผ้า', 'กระป๋องอาหาร'],
  closings: [
    'ซุกซ่อนใน{concealment} และอยู่ระหว่างติดตามผู้รับ',
    'ของกลางซุกซ่อนใน{concealment} ส่งตรวจพิสูจน์แล้ว',
    'จับกุมผู้ต้องหา 1 คน ของกลางอยู่ใน{concealment}',
  ],
};
