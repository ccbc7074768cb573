import { Command } from 'commander';

import { addSimulateCommand } from './simulate.command';

describe(addSimulateCommand.name, () => {
  const run = (...args: string[]) => {
    const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
    addSimulateCommand(program).exitOverride();
    return program.parseAsync(['simulate', ...args], { from: 'user' });
  };

  it.each([
    [['--zone', 'Mars', 'file'], /zone of the IANA database/],
    [['--received-at', 'yesterday', 'file'], /--received-at/],
    [['--dialect', 'No Dialect', 'file'], /name of a dialect/],
    [['--source', '', 'file'], /--source/],
    [['--tags', 'good,', 'file'], /--tags/],
    [[], /missing required argument 'file'/],
  ])('refuses %j before anything runs', async (args, message) => {
    await expect(run(...args)).rejects.toThrow(message);
  });
});
