export {
  configurePlugins,
  pluginSettingsSchema,
  preparePlugins,
  PluginSettingsError,
  type ConfiguredPlugin,
  type FoundPlugin,
  type PluginSettings,
  type Preparable,
} from './configured-plugin';
export { EnricherMark, EnricherPlugin, type BatchEnricher, type Enricher, type EventEnricher } from './enricher';
export { EnricherChain, type ConfiguredEnricher } from './enricher-chain';
export { addNote, applyPatch, UndeclaredWrite } from './event-patch';
export { NormalizerMark, NormalizerPlugin, type Normalizer, type NormalizerContext } from './normalizer';
export { NormalizerChain, type ConfiguredNormalizer, type EventDraft } from './normalizer-chain';
export { PluginKitModule } from './plugin-kit.module';
export {
  writePermission,
  type FailurePolicy,
  type NormalizerLayer,
  type NormalizerManifest,
  type PluginDeclaration,
  type PluginManifest,
  type Stability,
} from './plugin-manifest';
export { PluginRegistry } from './plugin-registry';
export { PluginMetrics, type EventUnderWay, type PluginRun, type Refusal } from './plugin-run';
