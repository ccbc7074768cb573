/** Token of the `AlertingOptions` in the injector. */
export const ALERTING_OPTIONS = Symbol('ALERTING_OPTIONS');
