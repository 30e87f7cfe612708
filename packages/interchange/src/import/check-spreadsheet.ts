import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { IMPORT_LIMITS } from '../limits.js';
import { spansTooMuch } from './sheet-extent.js';

/** So little at a time that what comes of it, at most a thousand times as much, is looked at before more is unpacked. */
const PIECE_BYTES = 16_384;

/**
 * Whether a spreadsheet is larger than is read: what its parts really unpack to, one after the other as they stand in the file
 * and whatever its list of contents says, and how large a table its sheets span. Throws what is wrong with the archive.
 */
export function isTooLarge(archive: Uint8Array): boolean {
  const unpacked = new UnpackedParts();
  const unzip = new Unzip((file) => unpacked.take(file));
  unzip.register(UnzipInflate);
  for (let at = 0; at < archive.length && !unpacked.isTooLarge; at += PIECE_BYTES) {
    unzip.push(archive.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= archive.length);
  }
  return unpacked.isTooLarge;
}

class UnpackedParts {
  isTooLarge = false;
  #said = 0;
  #bytes = 0;

  take(file: UnzipFile): void {
    if (!/\.xml(\.rels)?$/.test(file.name)) return; // no other part is read
    this.#said += file.originalSize ?? 0;
    if (this.#said > IMPORT_LIMITS.spreadsheetUnpackedBytesMax) this.isTooLarge = true;
    if (this.isTooLarge) return;
    const text = new TextDecoder();
    let sheet = '';
    let bytes = 0;
    file.ondata = (error, data, isLast) => {
      if (error) throw error;
      bytes += data.length;
      this.#count(data.length, bytes > (file.originalSize ?? bytes));
      if (this.isTooLarge) return;
      sheet += text.decode(data, { stream: !isLast });
      if (isLast && sheet.includes('sheetData') && spansTooMuch(sheet)) this.isTooLarge = true;
    };
    file.start();
  }

  #count(bytes: number, isMoreThanSaid: boolean): void {
    this.#bytes += bytes;
    if (isMoreThanSaid || this.#bytes > IMPORT_LIMITS.spreadsheetUnpackedBytesMax) this.isTooLarge = true;
  }
}
