import type { IncomingMessage } from 'node:http';

import { HEC_PARAMETERS, type HecMetadata } from '@tocsin/framing';

/** What a request says beside its body. */
export interface HecRequest {
  readonly metadata: HecMetadata;
  /** Names what the client wants acknowledged. */
  readonly hasChannel: boolean;
  readonly hasAuthorization: boolean;
}

export function hecRequest({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): HecRequest {
  const start = url.indexOf('?');
  const query = new URLSearchParams(start < 0 ? '' : url.slice(start));
  const given = HEC_PARAMETERS.map((name) => [name, query.get(name)] as const).filter(
    ([, value]) => value !== null && value !== '',
  );
  return {
    metadata: Object.fromEntries(given),
    hasChannel: headers['x-splunk-request-channel'] !== undefined || query.has('channel'),
    hasAuthorization: headers.authorization !== undefined,
  };
}
