/** The class and the spec of a kind of plug-in. */
export interface PluginTemplate {
  readonly plugin: string;
  readonly spec: string;
}
