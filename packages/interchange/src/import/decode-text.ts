import iconv from 'iconv-lite';

/** What decoders write for bytes that are no text in the declared encoding (U+FFFD). */
export const UNDECODABLE = '\ufffd';

// Transfer encodings that iconv-lite also answers to; no spreadsheet is written in them.
const notForText = new Set(['hex', 'base64', 'utf7', 'utf7imap', 'binary']);

export const isTextEncoding = (name: string): boolean =>
  iconv.encodingExists(name) && !notForText.has(name.toLowerCase().replace(/[^a-z0-9]/g, ''));

/** Decodes a byte stream piece by piece, without its byte order mark; pieces end at whole characters. */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding);
  let held = '';
  for await (const chunk of bytes) {
    const text = held + decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    // Half a surrogate pair would be replaced when the next stage encodes the piece.
    const cut = /[\ud800-\udbff]$/.test(text) ? text.length - 1 : text.length;
    held = text.slice(cut);
    if (cut > 0) yield text.slice(0, cut);
  }
  const rest = held + (decoder.end() ?? '');
  if (rest !== '') yield rest;
}
