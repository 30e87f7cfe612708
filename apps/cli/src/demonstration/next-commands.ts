import { join } from 'node:path';

/** Commands to try while the nodes run; each can be copied as it stands. */
export function nextCommands(shownFolder: string): string {
  const on = (home: string) => {
    const folder = join(shownFolder, home);
    return `node_modules/.bin/liaison --home ${quoted(folder)} --passphrase-file ${quoted(join(folder, 'passphrase.txt'))}`;
  };
  return [
    'Try, in another terminal, in this folder:',
    `  ${on('kr')} status`,
    `  ${on('th')} conflicts`,
    `  ${on('vn')} search 대마`,
    `  ${on('my')} space list`,
    `  ${on('th')} set-aside`,
    `  ${on('kr')} sync`,
    `  ${on('kr')} verify`,
  ].join('\n');
}

const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
