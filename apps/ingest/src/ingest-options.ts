/** Token of the {@link IngestOptions} in the injector. */
export const INGEST_OPTIONS = Symbol('INGEST_OPTIONS');
