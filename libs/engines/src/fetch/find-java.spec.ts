import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findJava } from './find-java';

describe(findJava.name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'find-java-'));

  function jdk(name: string, version: string): string {
    const home = join(folder, name);
    mkdirSync(join(home, 'bin'), { recursive: true });
    writeFileSync(join(home, 'bin/java'), '');
    chmodSync(join(home, 'bin/java'), 0o755);
    writeFileSync(join(home, 'release'), `IMPLEMENTOR="Anyone"\nJAVA_VERSION="${version}"\n`);
    return home;
  }

  const old = jdk('jvm/java-17', '17.0.9');
  const fit = jdk('jvm/java-21', '21.0.2');
  const named = jdk('opt/jdk', '25');
  const broken = join(folder, 'opt/broken');

  afterAll(() => rmSync(folder, { recursive: true }));

  it('takes the one that is named when it is new enough', () => {
    expect(findJava({ named: [undefined, named], folder: join(folder, 'jvm'), onPath: old })).toBe(named);
  });

  it('passes over one that is too old or not a JDK', () => {
    expect(findJava({ named: [old, broken], folder: join(folder, 'jvm'), onPath: undefined })).toBe(fit);
  });

  it('looks behind the java of PATH last', () => {
    expect(findJava({ named: [], folder: join(folder, 'none'), onPath: fit })).toBe(fit);
  });

  it('names what it found and the way to get a fit one', () => {
    expect(() => findJava({ named: [old], folder: join(folder, 'none'), onPath: undefined })).toThrow(
      /needs a JDK 21 or newer; found only 17\. Install one .*--elasticsearch-url/,
    );
  });
});
