import { deskClient } from './desk.js';

/** As many bytes as the node takes at once, and a number of whole triples, so that every part is whole base64. */
const PART_BYTES = 393_216;
const CHUNK_BYTES = 32_768;

/** Base64url without padding, as the node takes bytes. */
export function base64urlOf(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES));
  }
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * Hands a file over part by part, never holding more of it than one; it lies nowhere but in the node's encrypted database.
 * Answers its name there. `onShare` hears how much is there, 0 to 1. Throws what `import.begin` and `import.part` fail with.
 */
export async function uploadFile(file: File, onShare: (share: number) => void): Promise<string> {
  const { upload } = await deskClient.import.begin.mutate({ name: file.name, bytes: file.size });
  for (let at = 0; at < file.size; at += PART_BYTES) {
    const bytes = new Uint8Array(await file.slice(at, at + PART_BYTES).arrayBuffer());
    await deskClient.import.part.mutate({ upload, at, content: base64urlOf(bytes) });
    onShare(Math.min(1, (at + bytes.length) / file.size));
  }
  return upload;
}
