import { EnricherMark, NormalizerMark, TapMark, UnwrapperMark, type PluginRegistry } from '@tocsin/plugin-kit';

/** A registry of the given plug-ins, as if the application had found them. */
export function registryOf(plugins: readonly object[]): PluginRegistry {
  const marked = (key: string) =>
    plugins.flatMap((plugin) => {
      const manifest: unknown = Reflect.getMetadata(key, plugin.constructor);
      return manifest === undefined ? [] : [{ manifest, plugin }];
    });
  return {
    unwrappers: () => marked(UnwrapperMark.KEY),
    normalizers: () => marked(NormalizerMark.KEY),
    enrichers: () => marked(EnricherMark.KEY),
    taps: () => marked(TapMark.KEY),
  } as unknown as PluginRegistry;
}
