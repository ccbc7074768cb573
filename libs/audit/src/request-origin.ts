import { AsyncLocalStorage } from 'node:async_hooks';

/** From where a change was asked for. */
export interface RequestOrigin {
  readonly address: string;
  readonly requestId: string;
}

const origins = new AsyncLocalStorage<RequestOrigin>();

/** Everything the job records, however deep, is said to come from here. */
export function withOrigin<T>(origin: RequestOrigin, job: () => T): T {
  return origins.run(origin, job);
}

/** Of the request that is being answered; `undefined` outside of any. */
export function currentOrigin(): RequestOrigin | undefined {
  return origins.getStore();
}
