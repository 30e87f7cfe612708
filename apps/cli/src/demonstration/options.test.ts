import { describe, expect, it } from 'vitest';
import { readOptions } from './options.js';

describe('options of the demonstration', () => {
  it('stays up on its default folder when nothing is said', () => {
    expect(readOptions([], '/repository')).toEqual({
      folder: '/repository/.liaison-demo',
      shownFolder: '.liaison-demo',
      fresh: false,
      once: false,
      json: false,
      help: false,
    });
  });

  it('takes a folder as it is given, relative to the repository', () => {
    const { folder, shownFolder } = readOptions(['--dir', 'elsewhere', '--fresh', '--once', '--json'], '/repository');
    expect({ folder, shownFolder }).toEqual({ folder: '/repository/elsewhere', shownFolder: 'elsewhere' });
  });

  it('refuses what it does not know', () => {
    expect(() => readOptions(['--frsh'], '/')).toThrow(expect.objectContaining({ code: 'options-invalid' }));
  });
});
