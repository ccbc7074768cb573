export {
  configurePlugins,
  pluginSettingsSchema,
  preparePlugins,
  type ConfiguredPlugin,
  type FoundPlugin,
  type PluginSettings,
  type Preparable,
} from './configured-plugin';
export { configureForSources, type SettingsSection } from './configure-for-sources';
export { declaredPlugins, type DeclaredPlugin, type PluginKind } from './declared-plugins';
export { EnricherMark, EnricherPlugin, type BatchEnricher, type Enricher, type EventEnricher } from './enricher';
export { EnricherChain, type ConfiguredEnricher, type Supervision } from './enricher-chain';
export { Drop, drop, isDropRule } from './drop';
export { addNote, applyPatch } from './event-patch';
export { FieldWriter, UndeclaredWrite, WrongType } from './field-writer';
export { NormalizerMark, NormalizerPlugin, type Normalizer, type NormalizerContext } from './normalizer';
export { NormalizerChain, type ConfiguredNormalizer, type EventDraft } from './normalizer-chain';
export { PluginKitModule } from './plugin-kit.module';
export {
  type FailurePolicy,
  type NormalizerLayer,
  type NormalizerManifest,
  type PluginDeclaration,
  type PluginManifest,
  type Stability,
} from './plugin-manifest';
export { PluginRegistry } from './plugin-registry';
export {
  isOpen,
  PluginMetrics,
  type EventUnderWay,
  type PluginRun,
  type PluginWitness,
  type Refusal,
} from './plugin-run';
export { DeliveryRefused, TapMark, TapPlugin, type Tap, type TapDeclaration, type TapDelivery } from './tap';
export { PluginHung, supervise } from './supervise';
export {
  UnwrapperMark,
  UnwrapperPlugin,
  type JsonRecord,
  type RecordContext,
  type Unwrapper,
  type UnwrapperDeclaration,
} from './unwrapper';
export { Unwrapping, type ConfiguredUnwrapper } from './unwrapping';
