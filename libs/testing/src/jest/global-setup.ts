import { makeRunFolder } from '../engines/run-folder';
import { beginTestRun } from '../engines/test-run';
import { OwnEngines } from './own-engines';
import { keepState } from './test-run-state';

/** Before an integration run: starts the engines no URL was given for and makes all known to the specs. */
export default async function globalSetup(): Promise<void> {
  const run = beginTestRun();
  const folder = makeRunFolder(run);
  const engines = new OwnEngines();
  keepState({ run, folder, engines });
  await engines.start(folder);
}
