export { describeConfig, type ConfigEntry } from './describe-config';
export { ConfigError, loadConfig, type ConfigSources } from './load-config';
