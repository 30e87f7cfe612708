const SCALE = 2;

/**
 * Paints a laid-out picture as PNG, twice as fine as on the page. By hand, because a picture that a browser loads as an image
 * has none of the page's fonts: Thai and Korean would depend on those of the machine.
 */
export async function paint(picture: SVGSVGElement): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(Number(picture.getAttribute('width')) * SCALE);
  canvas.height = Math.ceil(Number(picture.getAttribute('height')) * SCALE);
  const context = canvas.getContext('2d');
  const origin = picture.getScreenCTM()?.inverse();
  if (context === null || origin === undefined) throw new Error('This browser cannot paint a picture.');
  await document.fonts.ready;
  for (const element of picture.querySelectorAll<SVGGraphicsElement>('path, rect, line, circle, text, tspan')) {
    const placed = element.getScreenCTM();
    if (placed === null) continue;
    const { a, b, c, d, e, f } = origin.multiply(placed);
    context.setTransform(SCALE * a, SCALE * b, SCALE * c, SCALE * d, SCALE * e, SCALE * f);
    paintElement(context, element);
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('The picture is too large.')) : resolve(blob)),
      'image/png',
    ),
  );
}

function paintElement(context: CanvasRenderingContext2D, element: SVGGraphicsElement): void {
  const look = (name: string) => element.getAttribute(name) ?? '';
  context.fillStyle = look('fill');
  context.strokeStyle = look('stroke');
  context.lineWidth = Number.parseFloat(look('stroke-width')) || 1;
  context.lineJoin = (look('stroke-linejoin') || 'miter') as CanvasLineJoin;
  const alpha = opacityOf(element);
  const stroke = (draw: () => void) => {
    if (look('stroke') === 'none') return;
    context.globalAlpha = alpha * Number(look('stroke-opacity') || 1);
    draw();
  };
  const fill = (draw: () => void) => {
    if (look('fill') === 'none') return;
    context.globalAlpha = alpha * Number(look('fill-opacity') || 1);
    draw();
  };
  if (element instanceof SVGTextContentElement) {
    for (const { text, x, y } of textsOf(element)) {
      context.font = `${look('font-weight')} ${look('font-size')} ${look('font-family')}`;
      stroke(() => context.strokeText(text, x, y));
      fill(() => context.fillText(text, x, y));
    }
    return;
  }
  const path = pathOf(element);
  fill(() => context.fill(path));
  stroke(() => context.stroke(path));
}

/** An element's and those of all around it. */
function opacityOf(element: Element | null): number {
  if (element === null) return 1;
  return Number(element.getAttribute('opacity') ?? 1) * opacityOf(element.parentElement);
}

/** The words that an element holds itself, where its first letter stands. */
function textsOf(element: SVGTextContentElement): { text: string; x: number; y: number }[] {
  const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
  const text = own.map(({ textContent }) => textContent).join('');
  if (text === '' || element.getNumberOfChars() === 0) return [];
  const { x, y } = element.getStartPositionOfChar(0);
  return [{ text, x, y }];
}

function pathOf(element: SVGGraphicsElement): Path2D {
  if (element instanceof SVGPathElement) return new Path2D(element.getAttribute('d') ?? '');
  const path = new Path2D();
  const number = (name: string) => Number(element.getAttribute(name) ?? 0);
  if (element instanceof SVGRectElement) path.rect(number('x'), number('y'), number('width'), number('height'));
  if (element instanceof SVGCircleElement) path.arc(number('cx'), number('cy'), number('r'), 0, 2 * Math.PI);
  if (element instanceof SVGLineElement) {
    path.moveTo(number('x1'), number('y1'));
    path.lineTo(number('x2'), number('y2'));
  }
  return path;
}
