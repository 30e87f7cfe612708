import { field, type KindSpec } from './kind-spec.js';
import { labels } from './labels.js';

/** A space's record about itself: its title lives here and not in the genesis, so that it can be corrected and recalled. */
export const SPACE: KindSpec = {
  name: 'space',
  labels: labels('Space', '공유 공간', 'พื้นที่ร่วม', 'Không gian chung', 'Ruang kongsi'),
  joint: false,
  internal: true,
  title: ['title'],
  fields: [field('title', 'text', labels('Title', '제목', 'ชื่อ', 'Tiêu đề', 'Tajuk'))],
};
