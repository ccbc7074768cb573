import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { importModule } from './import-module';
import { newPlugin } from './new-plugin';
import { pluginNames, type PluginKind } from './plugin-names';

const STAGES = 'apps/pipeline/src/stages';
const moduleFile = (name: string, imports = '') => `import { Module } from '@nestjs/common';

/** A family. */
@Module({ imports: [${imports}] })
export class ${name} {}
`;

describe('a new plug-in', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tocsin-plugin-'));
    for (const folder of ['2-normalize/network', '2-normalize/values', '3-enrich', '6-observe/taps'])
      mkdirSync(join(root, STAGES, folder), { recursive: true });
    for (const file of [
      '2-normalize/network/network.module.ts',
      '3-enrich/enrich.module.ts',
      '6-observe/taps/taps.module.ts',
    ])
      writeFileSync(join(root, STAGES, file), moduleFile('FamilyModule'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it.each<[PluginKind, string, string]>([
    ['normalizer', '2-normalize/network', 'network.module.ts'],
    ['unwrapper', '2-normalize/network', 'network.module.ts'],
    ['enricher', '3-enrich', 'enrich.module.ts'],
    ['tap', '6-observe/taps', 'taps.module.ts'],
  ])('of kind %s is four files in %s, and is imported', (kind, folder, module) => {
    newPlugin(root, pluginNames(kind, 'acme_firewall'), 'network');
    const place = join(root, STAGES, folder);
    expect(readdirSync(join(place, 'acme-firewall')).sort()).toEqual(
      [
        `acme-firewall.module.ts`,
        `acme-firewall.options.ts`,
        `acme-firewall.${kind}.spec.ts`,
        `acme-firewall.${kind}.ts`,
      ].sort(),
    );
    expect(readFileSync(join(place, module), 'utf8')).toContain('imports: [AcmeFirewallModule]');
    expect(readFileSync(join(place, `acme-firewall/acme-firewall.${kind}.ts`), 'utf8')).toContain(
      `type: 'acme_firewall'`,
    );
  });

  it('overwrites nothing', () => {
    newPlugin(root, pluginNames('enricher', 'mine'), undefined);
    const file = join(root, STAGES, '3-enrich/mine/mine.enricher.ts');
    writeFileSync(file, 'changed');
    expect(() => newPlugin(root, pluginNames('enricher', 'mine'), undefined)).toThrow('is there already');
    expect(readFileSync(file, 'utf8')).toBe('changed');
  });

  it('asks for a family that is one', () => {
    for (const family of [undefined, 'values', '../../..'])
      expect(() => newPlugin(root, pluginNames('normalizer', 'mine'), family)).toThrow('with --family: network');
  });

  it('leaves nothing behind when the module cannot be changed', () => {
    writeFileSync(join(root, STAGES, '3-enrich/enrich.module.ts'), 'nothing');
    expect(() => newPlugin(root, pluginNames('enricher', 'mine'), undefined)).toThrow('could not be found');
    expect(existsSync(join(root, STAGES, '3-enrich/mine'))).toBe(false);
  });

  it.each(['', 'Acme', 'acme-firewall', 'acme__x', '9lives', '../x', 'a'.repeat(41)])(
    'cannot be called "%s"',
    (type) => {
      expect(() => pluginNames('normalizer', type)).toThrow('lower_snake_case');
    },
  );

  it('is of a kind there is', () => {
    expect(() => pluginNames('parser', 'acme')).toThrow('there are normalizer, enricher, unwrapper, tap');
  });
});

describe(importModule.name, () => {
  it('adds a module beside the others, once', () => {
    const source = moduleFile('M', 'AModule').replace('\n\n/**', "\n\nimport { AModule } from './a/a.module';\n\n/**");
    const once = importModule(source, 'BModule', './b/b.module');
    expect(once).toContain("import { AModule } from './a/a.module';\nimport { BModule } from './b/b.module';\n");
    expect(once).toContain('imports: [AModule, BModule]');
    expect(importModule(once, 'BModule', './b/b.module')).toBe(once);
  });
});
