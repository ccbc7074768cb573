/** Token of the `PipelineOptions` in the injector. */
export const PIPELINE_OPTIONS = Symbol('PIPELINE_OPTIONS');
