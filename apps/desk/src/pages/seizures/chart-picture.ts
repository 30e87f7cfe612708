/** What stands above and below a chart that is taken along: a picture without its source is worth nothing. */
export interface PictureWords {
  readonly title: string;
  readonly notes: readonly string[];
}

const SVG = 'http://www.w3.org/2000/svg';
const MARGIN = 16;
const LINE = 20;
const LETTER_PIXELS = 7;
/** All that the charts use; what a style sheet says of them is written into the elements themselves. */
const STYLES = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-linejoin', 'stroke-linecap'],
  ...['opacity', 'paint-order', 'font-family', 'font-size', 'font-weight', 'text-anchor'],
];

/**
 * Makes a picture of a chart that stands for itself, and lets `use` have it while it is laid out: in light colours, since it
 * goes onto paper and into other documents, with no style sheet, class or script.
 */
export async function withPicture<T>(
  chart: SVGSVGElement,
  words: PictureWords,
  use: (picture: SVGSVGElement) => Promise<T>,
): Promise<T> {
  const place = document.createElement('div');
  place.ariaHidden = 'true';
  place.style.cssText = 'position: fixed; left: -20000px; top: 0; color-scheme: light; color: var(--ink)';
  document.body.append(place);
  try {
    const { width, height } = chart.getBoundingClientRect();
    const lines = words.notes.flatMap((note) => brokenInto(note, Math.max(20, width / LETTER_PIXELS)));
    const picture = document.createElementNS(SVG, 'svg');
    const total = { width: width + 2 * MARGIN, height: height + LINE * (lines.length + 2) + 2 * MARGIN };
    setAll(picture, { xmlns: SVG, ...total, viewBox: `0 0 ${total.width} ${total.height}` });
    const paper = document.createElementNS(SVG, 'rect');
    setAll(paper, { ...total, style: 'fill: var(--paper)' });
    const copy = chart.cloneNode(true) as SVGSVGElement;
    setAll(copy, { x: MARGIN, y: MARGIN + LINE * 1.5, width, height });
    picture.append(paper, textAt(words.title, MARGIN + LINE * 0.75, 'font-weight: 600; font-size: 16px'), copy);
    const below = MARGIN + LINE * 2.5 + height;
    picture.append(
      ...lines.map((line, index) => textAt(line, below + index * LINE, 'font-size: 13px; fill: var(--ink-quiet)')),
    );
    place.append(picture);
    for (const element of picture.querySelectorAll<SVGElement>('*')) writeStyle(element);
    for (const element of picture.querySelectorAll<SVGElement>('*')) strip(element);
    return await use(picture);
  } finally {
    place.remove();
  }
}

function setAll(element: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

function textAt(words: string, y: number, style: string): SVGTextElement {
  const text = document.createElementNS(SVG, 'text');
  setAll(text, { x: MARGIN, y, style: `fill: var(--ink); font-family: var(--face); ${style}` });
  text.textContent = words;
  return text;
}

function writeStyle(element: SVGElement): void {
  const computed = getComputedStyle(element);
  const written = STYLES.map((name) => [name, computed.getPropertyValue(name)] as const);
  element.dataset.written = JSON.stringify(Object.fromEntries(written.filter(([, value]) => value !== '')));
}

/** After all were read: what an element inherits must not be taken away before. */
function strip(element: SVGElement): void {
  if (element instanceof SVGStyleElement) {
    element.remove();
    return;
  }
  const written = JSON.parse(element.dataset.written ?? '{}') as Record<string, string>;
  for (const name of ['class', 'style', 'data-written']) element.removeAttribute(name);
  setAll(element, written);
}

/** Broken at spaces; a language without them is broken where the line is full. */
function brokenInto(text: string, letters: number): string[] {
  const lines: string[] = [''];
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)) {
    const line = lines.at(-1) ?? '';
    if (line.length + segment.length > letters && line !== '') lines.push(segment.trimStart());
    else lines[lines.length - 1] = line + segment;
  }
  return lines;
}
