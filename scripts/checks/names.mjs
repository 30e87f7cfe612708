// @ts-check

const EMPTY_WORDS = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'managers', 'misc']);
const EMPTY_NAMES = new Set(['common', 'shared', 'stuff', 'lib']);
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|fixture|config|bench|module))*$/;

/**
 * File and folder names say what is inside: kebab-case, and no word that could stand for anything.
 * @param {readonly import('./source-files.mjs').SourceFile[]} files
 * @returns {string[]}
 */
export const checkNames = (files) =>
  files.flatMap(({ path }) => {
    const parts = path.split('/');
    const names = parts.map((part, index) => (index === parts.length - 1 ? part.replace(/\.[a-z]+$/, '') : part));
    return names.flatMap((name) => {
      const [bare = ''] = name.split('.');
      const empty = bare.split('-').find((word) => EMPTY_WORDS.has(word)) ?? (EMPTY_NAMES.has(bare) ? bare : undefined);
      if (empty !== undefined) return [`${path}: "${empty}" says nothing about what is inside`];
      return KEBAB.test(name) ? [] : [`${path}: "${name}" is not kebab-case`];
    });
  });
