import { createContext, Script } from 'node:vm';

import { atWork, type EventUnderWay } from './plugin-run';

/** A plug-in did not come to an end with an event and was stopped in the middle of it. */
export class PluginHung extends Error {
  override readonly name = 'PluginHung';

  constructor(
    readonly plugin: string,
    readonly item: EventUnderWay,
    seconds: number,
  ) {
    super(`Plug-in ${plugin} did not end within ${seconds} s on this event and was stopped.`);
  }
}

/** Node stops a script that takes too long, wherever it is: also inside a regular expression. Nothing else can. */
const sandbox: { work: () => void } = createContext({ work: () => undefined }) as { work: () => void };
const script = new Script('work()');

/**
 * Does synchronous work of plug-ins, and stops it when it takes longer than the given seconds.
 * @throws {PluginHung} then, when a plug-in was at work; it is noted at its guard.
 */
export function supervise(work: () => void, seconds: number): void {
  sandbox.work = work;
  try {
    script.runInContext(sandbox, { timeout: seconds * 1_000 });
  } catch (error) {
    const { plugin, item, isRehearsal } = atWork;
    if (!isTimeout(error) || plugin === undefined || item === undefined) throw error;
    if (!isRehearsal) plugin.guard.noteHang(seconds);
    throw new PluginHung(plugin.manifest.type, item, seconds);
  } finally {
    sandbox.work = () => undefined;
  }
}

function isTimeout(error: unknown): boolean {
  return (error as Partial<NodeJS.ErrnoException> | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
