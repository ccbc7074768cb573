import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { EngineUnavailable, USE_YOUR_OWN } from '../engine-errors';
import { findOnPath, isExecutable } from '../server/run-tool';

const OLDEST = 21;
const USUAL_PLACE = '/usr/lib/jvm';

/** Where to look for a JDK; what is named in the environment wins. */
export interface JavaPlaces {
  readonly named: readonly (string | undefined)[];
  readonly folder: string;
  readonly onPath: string | undefined;
}

/** Home of a JDK of version 21 or newer. @throws {EngineUnavailable} naming what was found instead. */
export function findJava(places: JavaPlaces = usualPlaces()): string {
  const installed = existsSync(places.folder)
    ? readdirSync(places.folder).map((name) => join(places.folder, name))
    : [];
  const candidates = [...places.named, ...installed, places.onPath].filter((home) => home !== undefined);
  const known = candidates.flatMap((home) => {
    const version = javaVersion(home);
    return version === undefined ? [] : [{ home, version }];
  });
  const fitting = known.find(({ version }) => version >= OLDEST);
  if (fitting !== undefined) return fitting.home;
  const versions = [...new Set(known.map(({ version }) => version))].join(', ');
  throw new EngineUnavailable(
    'elasticsearch',
    `it needs a JDK ${OLDEST} or newer; found ${versions === '' ? 'none' : `only ${versions}`}`,
    `Install one (Debian 13, Ubuntu: apt-get install openjdk-21-jre-headless; Debian 12: Temurin from adoptium.net) or set JAVA_HOME. ${USE_YOUR_OWN.elasticsearch}`,
  );
}

function usualPlaces(): JavaPlaces {
  const java = findOnPath('java');
  return {
    named: [process.env['ES_JAVA_HOME'], process.env['JAVA_HOME']],
    folder: USUAL_PLACE,
    onPath: java === undefined ? undefined : dirname(dirname(realpathSync(java))),
  };
}

/** Major version by the `release` file every JDK since 9 has. */
function javaVersion(home: string): number | undefined {
  const release = join(home, 'release');
  if (!existsSync(release) || !isExecutable(join(home, 'bin', 'java'))) return undefined;
  const version = /^JAVA_VERSION="(\d+)/m.exec(readFileSync(release, 'utf8'))?.[1];
  return version === undefined ? undefined : Number(version);
}
