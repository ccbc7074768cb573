import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { EngineUnavailable } from '../engine-errors';
import { engineEnvironment } from '../server/engine-environment';

/** Where the parts of an unpacked RabbitMQ and its Erlang are. */
export interface RabbitmqHome {
  /** Erlang's root folder. */
  readonly erlang: string;
  /** Erlang's emulator and its helpers. */
  readonly emulator: string;
  readonly plugins: string;
  readonly libraries: readonly string[];
}

/** @throws {EngineUnavailable} when it was not fetched. */
export function rabbitmqHome(enginesDir: string): RabbitmqHome {
  const root = join(enginesDir, 'rabbitmq');
  const erlang = join(root, 'usr/lib/erlang');
  const server = onlyChild(join(root, 'usr/lib/rabbitmq/lib'), 'rabbitmq_server-');
  const runtime = onlyChild(erlang, 'erts-');
  if (server === undefined || runtime === undefined)
    throw new EngineUnavailable('rabbitmq', `${root} does not hold it`, 'Fetch it first (./tocsin up --cluster does).');
  return {
    erlang,
    emulator: join(runtime, 'bin'),
    plugins: join(server, 'plugins'),
    libraries: ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu'].map((folder) => join(root, folder)),
  };
}

/** What the `erl` script would set, which has its own place compiled in. */
export function erlangEnvironment(home: RabbitmqHome, runDir: string): Record<string, string> {
  const base = engineEnvironment(runDir);
  return {
    ...base,
    PATH: `${home.emulator}:${base['PATH']}`,
    LD_LIBRARY_PATH: home.libraries.join(':'),
    ROOTDIR: home.erlang,
    BINDIR: home.emulator,
    EMU: 'beam',
    PROGNAME: 'erl',
  };
}

function onlyChild(folder: string, prefix: string): string | undefined {
  const name = existsSync(folder) ? readdirSync(folder).find((child) => child.startsWith(prefix)) : undefined;
  return name === undefined ? undefined : join(folder, name);
}
