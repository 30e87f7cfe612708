import type { PictureWords } from './chart-picture.js';
import type { CsvFigures } from './figure-csv.js';

/** Each is fetched when it is first asked for. */
export async function saveCsv(figures: CsvFigures, name: string): Promise<void> {
  const { figureCsv } = await import('./figure-csv.js');
  save(new Blob([figureCsv(figures)], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
}

export async function saveSvg(chart: SVGSVGElement | null, words: PictureWords, name: string): Promise<void> {
  if (chart === null) return;
  const { withPicture } = await import('./chart-picture.js');
  const text = await withPicture(chart, words, async (picture) => new XMLSerializer().serializeToString(picture));
  save(new Blob([text], { type: 'image/svg+xml' }), `${name}.svg`);
}

export async function savePng(chart: SVGSVGElement | null, words: PictureWords, name: string): Promise<void> {
  if (chart === null) return;
  const [{ withPicture }, { paint }] = await Promise.all([import('./chart-picture.js'), import('./paint-picture.js')]);
  save(await withPicture(chart, words, paint), `${name}.png`);
}

const KEPT_MS = 60_000;

/** Hands a file to the browser, which keeps it where the officer wants it. */
function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name.replaceAll(/[\\/:*?"<>|\s]+/g, '-');
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
