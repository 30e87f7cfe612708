import { type Attributes, type DecodeEntities, Parser } from 'saxen';
import { IMPORT_LIMITS } from '../limits.js';

const ADDRESS = /^([A-Z]{1,3})(\d{1,7})$/;
/** What a cell with a value has inside. */
const VALUES = new Set(['v', 't']);

/**
 * Whether the table that a sheet spans, up to its last cell with a value, has more cells than are read. Whoever reads it fills
 * every gap: one cell in the last corner of a sheet makes seventeen thousand million, which nothing in the size of the file
 * tells. Throws what the parser throws.
 */
export function spansTooMuch(sheet: string): boolean {
  const extent = new SheetExtent();
  const parser = new Parser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('openTag', (name, attributes, decode) => extent.open(localName(name), attributes, decode));
  parser.on('closeTag', (name) => extent.close(localName(name)));
  parser.parse(sheet);
  return extent.isTooLarge;
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

class SheetExtent {
  #rows = 0;
  #columns = 0;
  /** The column of the cell that is read; 0 between cells. */
  #column = 0;
  #isBeyond = false;

  get isTooLarge(): boolean {
    return this.#isBeyond || this.#rows * this.#columns > IMPORT_LIMITS.sheetCellsMax;
  }

  open(name: string, attributes: Attributes, decode: DecodeEntities): void {
    if (name === 'row') this.#reach(decode(named(attributes(), 'r') ?? '0'));
    else if (name === 'c') this.#begin(decode(named(attributes(), 'r') ?? ''));
    else if (VALUES.has(name)) this.#columns = Math.max(this.#columns, this.#column);
  }

  close(name: string): void {
    if (name === 'c') this.#column = 0;
  }

  /** A cell without a plain address is none that a spreadsheet program writes. */
  #begin(address: string): void {
    const [, letters = '', row = 'none'] = ADDRESS.exec(address) ?? [];
    this.#reach(row);
    this.#column = [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0);
  }

  #reach(text: string): void {
    const row = Number(text);
    if (row <= IMPORT_LIMITS.sheetRowsMax) this.#rows = Math.max(this.#rows, row);
    else this.#isBeyond = true;
  }
}

/** An attribute by its name, whatever stands before a colon in it; of several the furthest decides. */
function named(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  const found = Object.entries(attributes).filter(([key]) => localName(key) === name);
  return found.length > 1 ? 'several' : found[0]?.[1];
}
