import type { IncomingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';

import { newToken } from '@tocsin/access-control';

import { credentialsOf, hasCredentials } from './credentials';

const base64 = (text: string) => Buffer.from(text).toString('base64');
/** The pair of a request with these headers. */
function pairIn(headers: IncomingHttpHeaders, url = '/events', hasQueryToken = false) {
  return credentialsOf({ headers, url, socket: new Socket() }, hasQueryToken).pair;
}
const pairOf = (authorization: string | undefined) => pairIn(authorization === undefined ? {} : { authorization });

describe(credentialsOf.name, () => {
  it.each(['Basic', 'ApiKey', 'Bearer', 'Splunk', 'basic', 'APIKEY', 'bEARER', 'SPLUNK'])(
    'reads the pair from the scheme %s',
    (scheme) => expect(pairOf(`${scheme} ${base64('id:secret')}`)).toBe('id:secret'),
  );

  it('reads base64 without padding and with the alphabet of URLs', () => {
    expect(pairOf(`Bearer ${Buffer.from('id:~~~???>').toString('base64url')}`)).toBe('id:~~~???>');
  });

  it('keeps colons of the secret', () => {
    expect(pairOf(`ApiKey ${base64('id:a:b')}`)).toBe('id:a:b');
  });

  it('takes a pair as it is where no base64 is asked for', () => {
    expect(pairOf('Splunk id:secret')).toBe('id:secret');
    expect(pairIn({ 'x-api-key': 'id:secret' })).toBe('id:secret');
  });

  it('takes the whole key as the password of any name, as clients of Splunk give it', () => {
    expect(pairOf(`Basic ${base64(`x:${base64('id:secret')}`)}`)).toBe('id:secret');
    expect(pairOf(`Basic ${base64('x:id:secret')}`)).toBe('id:secret');
  });

  it('does not take a secret for a key in base64, whatever its bytes are', () => {
    for (let tries = 0; tries < 1_000; tries += 1) {
      const pair = `kFrontEnds:${newToken()}`;
      expect(pairOf(`Basic ${base64(pair)}`)).toBe(pair);
    }
  });

  it('reads X-Api-Key, and Authorization before it', () => {
    const headers = { 'x-api-key': base64('other:secret') };
    expect(pairIn(headers)).toBe('other:secret');
    expect(pairIn({ ...headers, authorization: `ApiKey ${base64('id:secret')}` })).toBe('id:secret');
  });

  it('reads the token of a query only where the protocol forces it', () => {
    const url = `/services/collector?channel=1&token=${encodeURIComponent(base64('id:secret'))}`;
    expect(pairIn({}, url, true)).toBe('id:secret');
    expect(pairIn({}, url, false)).toBeUndefined();
    const raw = base64('id:>>>>>>?>');
    expect(raw).toContain('+');
    expect(pairIn({}, `/?token=${raw}`, true)).toBe('id:>>>>>>?>');
  });

  it.each([
    undefined,
    '',
    'Basic',
    'Basic ',
    `Digest ${base64('id:secret')}`,
    `Basic ${base64('no colon')}`,
    `Basic ${base64(':no id')}`,
    `Basic ${base64('id:not\u0000printable')}`,
    `Bearer ${base64('id:')}`,
    'Basic not*base64',
    `Basic ${base64('id:secret')} more`,
    `Basic ${base64(`id:${'x'.repeat(5_000)}`)}`,
  ])('finds no pair in %j', (header) => {
    expect(pairOf(header)).toBeUndefined();
  });
});

describe(hasCredentials.name, () => {
  it.each([{ authorization: 'anything' }, { 'x-api-key': 'anything' }, { 'x-client-verify': 'SUCCESS' }])(
    'finds a shipper by %j',
    (headers: Record<string, string>) => expect(hasCredentials({ headers })).toBe(true),
  );

  it.each([{}, { cookie: 'session=x', accept: 'text/html' }, { 'x-client-verify': 'NONE' }])(
    'finds none by %j',
    (headers: Record<string, string>) => expect(hasCredentials({ headers })).toBe(false),
  );
});
