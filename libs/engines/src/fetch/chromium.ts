import { EngineUnavailable } from '../engine-errors';
import { findOnPath, isExecutable, runTool } from '../server/run-tool';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PACKAGES = ['chromium', 'fonts-liberation'];

/** The system's Chromium (or `$CHROMIUM`), `undefined` when there is none. */
export function chromiumPath(): string | undefined {
  const named = process.env['CHROMIUM'];
  if (named !== undefined) return isExecutable(named) ? named : undefined;
  return NAMES.map(findOnPath).find((path) => path !== undefined);
}

/** Installs it; as it needs many libraries of the system, this takes root. */
export async function installChromium(): Promise<void> {
  const command = `apt-get install -y --no-install-recommends ${PACKAGES.join(' ')}`;
  if (process.getuid?.() !== 0)
    throw new EngineUnavailable(
      'chromium',
      'the browser of the end-to-end tests is not installed',
      `As root: ${command}. Or name one by CHROMIUM=/path/to/chromium.`,
    );
  if (findOnPath('apt-get') === undefined)
    throw new EngineUnavailable(
      'chromium',
      'it is not installed, and apt-get is absent',
      'Install it and set CHROMIUM.',
    );
  const env = { PATH: process.env['PATH'] ?? '', DEBIAN_FRONTEND: 'noninteractive' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  await runTool(['apt-get', ...wait, '-qq', 'update'], { env });
  await runTool(['apt-get', ...wait, '-qq', 'install', '-y', '--no-install-recommends', ...PACKAGES], { env });
}
