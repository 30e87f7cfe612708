import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { EXAMPLES } from './examples.js';
import { liaisonProgram } from './program.js';

/** The paths of all commands that do something and are shown. */
function pathsBelow(command: Command, path: string): string[] {
  const children = command.createHelp().visibleCommands(command);
  return children
    .filter((child) => child.name() !== 'help')
    .flatMap((child) => {
      const own = `${path} ${child.name()}`.trim();
      return child.commands.length === 0 ? [own] : pathsBelow(child, own);
    });
}

test('every command has examples, of itself, and no other has', () => {
  const paths = pathsBelow(liaisonProgram(), '');
  expect(Object.keys(EXAMPLES).sort()).toEqual(paths.sort());
  for (const [path, lines] of Object.entries(EXAMPLES)) {
    expect(lines.length, path).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(new RegExp(`\\bliaison (--home \\S+ )?${path}\\b`));
  }
});

test('--help shows them', () => {
  const program = liaisonProgram();
  let shown = '';
  const command = program.commands.find((one) => one.name() === 'space')?.commands.find((one) => one.name() === 'show');
  command?.configureOutput({ writeOut: (text) => (shown += text) }).outputHelp();
  expect(shown).toMatch(/Example:\n {2}liaison space show "\$SPACE"\n/);
});
