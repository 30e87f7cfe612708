import type { DemonstrationProfile } from './demonstration-profile.js';

export const VIETNAM: DemonstrationProfile = {
  places: [
    { name: 'Sân bay quốc tế Nội Bài, Hà Nội', channels: ['traveller', 'cargo-air'] },
    { name: 'Sân bay quốc tế Tân Sơn Nhất, TP. Hồ Chí Minh', channels: ['traveller', 'express'] },
    { name: 'Sân bay quốc tế Đà Nẵng', channels: ['traveller'] },
    { name: 'Cảng Cát Lái, TP. Hồ Chí Minh', channels: ['cargo-sea'] },
    { name: 'Cảng Đình Vũ, Hải Phòng', channels: ['cargo-sea', 'vessel'] },
    { name: 'Cửa khẩu Mộc Bài, Tây Ninh', channels: ['land'] },
    { name: 'Cửa khẩu Cầu Treo, Hà Tĩnh', channels: ['land'] },
    { name: 'Bưu cục quận 1, TP. Hồ Chí Minh', channels: ['mail'] },
    { name: 'Quận Hải Châu, Đà Nẵng', channels: ['other', 'online'] },
  ],
  agencies: ['Hải quan', 'Công an phòng chống ma túy', 'Viện kiểm sát'],
  substanceNames: {
    yaba: 'hồng phiến',
    methamphetamine: 'ma túy đá',
    cannabis: 'cần sa',
    mdma: 'thuốc lắc',
    ketamine: 'ketamin',
    cocaine: 'cocain',
    heroin: 'heroin',
    nps: 'chất hướng thần mới',
    opium: 'thuốc phiện',
    fentanyl: 'fentanyl',
  },
  openings: {
    goods: [
      'Qua soi chiếu hàng hóa tại {place}, thu giữ {amount} {substance} gửi từ {origin}.',
      'Theo tin báo của đối tác, kiểm tra lô hàng từ {origin} tại {place}, phát hiện {amount} {substance}.',
    ],
    traveller: [
      'Kiểm tra hành lý của hành khách đến từ {origin} tại {place}, thu giữ {amount} {substance}.',
      'Tại {place}, lực lượng chức năng phát hiện {amount} {substance} trên người hành khách từ {origin}.',
    ],
    inland: [
      'Khám xét tại {place}, thu giữ {amount} {substance} có nguồn gốc từ {origin}.',
      'Theo dõi việc rao bán trên mạng, tại {place} đã bắt giữ {amount} {substance} vận chuyển từ {origin}.',
    ],
  },
  concealments: ['hộp trà', 'loa thùng', 'va li hai đáy', 'thùng trái cây sấy', 'máy móc cũ', 'gói cà phê'],
  closings: [
    'Tang vật được giấu trong {concealment}; đang truy tìm người nhận.',
    'Ma túy giấu trong {concealment}, đã gửi giám định.',
    'Một đối tượng bị bắt giữ; tang vật nằm trong {concealment}.',
  ],
};
