import { EngineStartFailed, EngineUnavailable } from '@tocsin/engines';
import { Command, CommanderError } from 'commander';

import { CommandFailure, EXIT, EXIT_CODES_HELP } from './exit-codes';
import { addAuditCommand } from './audit/audit.command';
import { addLedgerCommand } from './ledger/ledger.command';
import { addBenchCommand } from './bench/bench.command';
import { addCertificatesCommand } from './certificates/certificates.command';
import { addChaosCommand } from './chaos/chaos.command';
import { addGenerateCommand } from './generate/generate.command';
import { addKeysCommand } from './keys/keys.command';
import { addParkedCommand } from './parked/parked.command';
import { addPluginCommand } from './plugin/plugin.command';
import { addRulesCommand } from './rules/rules.command';
import { addSetUpLinkCommand } from './set-up-link.command';
import { addSimulateCommand } from './simulate/simulate.command';
import { addTestCommand } from './test/test.command';
import { addUpCommand } from './up/up.command';

async function main(): Promise<number> {
  const program = new Command('tocsin')
    .description('Takes in logs durably, makes them mean the same thing, watches them, and brings responders together.')
    .addHelpText('after', EXIT_CODES_HELP)
    .configureOutput({ outputError: (text, write) => write(text) })
    .exitOverride();
  for (const add of [
    addUpCommand,
    addKeysCommand,
    addCertificatesCommand,
    addSetUpLinkCommand,
    addSimulateCommand,
    addRulesCommand,
    addAuditCommand,
    addLedgerCommand,
    addParkedCommand,
    addTestCommand,
    addBenchCommand,
    addChaosCommand,
    addGenerateCommand,
    addPluginCommand,
  ]) {
    add(program).exitOverride();
  }
  try {
    await program.parseAsync();
    return EXIT.ok;
  } catch (error) {
    return exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof CommandFailure) {
    if (error.message) process.stderr.write(`tocsin: ${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof EngineUnavailable || error instanceof EngineStartFailed) {
    process.stderr.write(`tocsin: ${error.message}\n`);
    return error instanceof EngineUnavailable ? EXIT.missing : EXIT.failed;
  }
  process.stderr.write(`tocsin: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.failed;
}

// The reader of our output went away (`| head`): nothing is wrong, there is just nobody left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});

void main().then((code) => {
  process.exitCode = code;
});
