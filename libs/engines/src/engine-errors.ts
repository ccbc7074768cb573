import type { EngineName } from './engine-name';

/** An engine cannot be had on this machine. The message names what is missing and the way to get it. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';

  constructor(
    readonly engine: EngineName,
    what: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${engine} cannot be had on this machine: ${what}. ${remedy}`, options);
  }
}

/** A private engine did not come up. The message carries the end of its log; nothing of it is left running. */
export class EngineStartFailed extends Error {
  override readonly name = 'EngineStartFailed';

  constructor(
    readonly engine: EngineName,
    what: string,
    options?: ErrorOptions,
  ) {
    super(`${engine} did not start: ${what}`, options);
  }
}

/** Why the other ways are named in a message: an engine given by URL is never fetched or started. */
export const USE_YOUR_OWN: Partial<Record<EngineName, string>> = {
  postgres: 'Or give one that runs: --postgres-url',
  rabbitmq: 'Or give one that runs: --rabbitmq-url',
  elasticsearch: 'Or give one that runs: --elasticsearch-url (TOCSIN_STORE_URL)',
};
