import { saveFile } from '../../calls/save-file.js';
import type { PictureWords } from './chart-picture.js';
import type { CsvFigures } from './figure-csv.js';

/** Each is fetched when it is first asked for. */
export async function saveCsv(figures: CsvFigures, name: string): Promise<void> {
  const { figureCsv } = await import('./figure-csv.js');
  saveFile(new Blob([figureCsv(figures)], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
}

export async function saveSvg(chart: SVGSVGElement | null, words: PictureWords, name: string): Promise<void> {
  if (chart === null) return;
  const { withPicture } = await import('./chart-picture.js');
  const text = await withPicture(chart, words, async (picture) => new XMLSerializer().serializeToString(picture));
  saveFile(new Blob([text], { type: 'image/svg+xml' }), `${name}.svg`);
}

export async function savePng(chart: SVGSVGElement | null, words: PictureWords, name: string): Promise<void> {
  if (chart === null) return;
  const [{ withPicture }, { paint }] = await Promise.all([import('./chart-picture.js'), import('./paint-picture.js')]);
  saveFile(await withPicture(chart, words, paint), `${name}.png`);
}
