import { z } from 'zod';

import { configureForSources } from './configure-for-sources';
import { preparePlugins, type PluginSettings } from './configured-plugin';
import { manifestOf, type PluginDeclaration } from './plugin-manifest';

class Prepares {
  readonly prepared: unknown[] = [];
  prepare(options: unknown): Promise<void> {
    this.prepared.push(options);
    return Promise.resolve();
  }
}

const options = z.strictObject({ word: z.string().default('seen').describe('What is written.') });

function aPlugin(patch: Partial<PluginDeclaration> = {}) {
  const plugin = new Prepares();
  return {
    plugin,
    manifest: manifestOf({ type: 'marks', stability: 'beta', options, reads: [], writes: [], ...patch }),
  };
}

function configure(found: ReturnType<typeof aPlugin>, common: PluginSettings, ...own: PluginSettings[]) {
  return configureForSources(
    [found],
    { at: 'pipeline.marks', settings: common },
    own.map((settings, n) => ({ at: `pipeline.sources.s${n}.marks`, settings })),
  );
}

describe(configureForSources.name, () => {
  it('lets a plug-in prepare once for each of the options it is given, with the very objects it is given', async () => {
    const found = aPlugin();
    const { common, each } = configure(
      found,
      {},
      { marks: { word: 'own' } },
      { marks: { word: 'seen' } },
      { marks: { word: 'own' } },
    );
    await preparePlugins([...common, ...each.flat()]);
    expect(found.plugin.prepared).toEqual([{ word: 'seen' }, { word: 'own' }]);
    expect(each.map(([one]) => found.plugin.prepared.indexOf(one?.options))).toEqual([1, 0, 1]);
  });

  it('prepares one that only a source turns on', async () => {
    const found = aPlugin({ isOnByDefault: false });
    const { common, each } = configure(found, {}, { marks: {} }, {});
    expect([common.length, ...each.map(({ length }) => length)]).toEqual([0, 1, 0]);
    await preparePlugins(each.flat());
    expect(found.plugin.prepared).toEqual([{ word: 'seen' }]);
  });

  it('refuses options of a source for what is one for all, and says where they go', () => {
    const found = aPlugin({ differsBySource: false });
    expect(() => configure(found, {}, {}, { marks: { word: 'own' } })).toThrow(
      /pipeline\.sources\.s1\.marks\.marks: .*its options are one for all, and those at pipeline\.marks\.marks are others/,
    );
    expect(configure(found, {}, { marks: false }, { marks: {} }).each.map(({ length }) => length)).toEqual([0, 1]);
    expect(configure(found, { marks: false }, { marks: { word: 'own' } }).each).toHaveLength(1);
  });

  it('names what is wrong in the settings of every source at once', () => {
    expect(() => configure(aPlugin(), {}, { marks: { word: 1 } }, { nobody: {} })).toThrow(
      /sources\.s0\.marks\.marks\.word[^]*sources\.s1\.marks\.nobody/,
    );
  });
});
