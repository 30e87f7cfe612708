const KEPT_MS = 60_000;

/** Hands a file to the browser, which keeps it where the officer wants it. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name.replaceAll(/[\\/:*?"<>|\s]+/g, '-');
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
