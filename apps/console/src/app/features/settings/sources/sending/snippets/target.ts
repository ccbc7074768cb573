/** Where a shipper sends and with which key, in all the forms that configurations want. */
export interface Target {
  readonly source: string;
  /** `https://tocsin.example`, without a slash at its end. */
  readonly url: string;
  readonly host: string;
  /** Said even where it is the usual one: many shippers have another default. */
  readonly port: string;
  /** The same with the port, for shippers that would take 9200 otherwise. */
  readonly urlWithPort: string;
  readonly isTls: boolean;
  /** File on the sender with the private authority of our certificate, if it has one. */
  readonly caFile: string | undefined;
  readonly id: string;
  readonly secret: string;
  /** `id:secret` in base64, as headers carry it. */
  readonly token: string;
}

interface Given {
  readonly source: string;
  /** As a person types it. */
  readonly address: string;
  readonly caFile: string;
  readonly key: { readonly id: string; readonly secret: string } | undefined;
}

/** Stands where a key goes that is not known here. */
export const PLACEHOLDER = { id: 'KEY_ID', secret: 'KEY_SECRET', token: 'KEY_IN_BASE64' };

/** @returns `undefined` when the address is none that can be sent to. */
export function targetOf({ source, address, caFile, key }: Given): Target | undefined {
  const url = URL.parse(address.trim());
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return undefined;
  const isTls = url.protocol === 'https:';
  const port = url.port || (isTls ? '443' : '80');
  const { id, secret, token } = key ? { ...key, token: btoa(`${key.id}:${key.secret}`) } : PLACEHOLDER;
  return {
    ...{ source, url: url.origin, host: url.hostname, port, isTls, id, secret, token },
    urlWithPort: `${url.protocol}//${url.hostname}:${port}`,
    caFile: isTls && caFile.trim() !== '' ? caFile.trim() : undefined,
  };
}
