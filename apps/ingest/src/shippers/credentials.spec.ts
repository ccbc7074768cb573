import { pairOf } from './credentials';

const encoded = (pair: string) => Buffer.from(pair).toString('base64');

describe(pairOf.name, () => {
  it.each(['Basic', 'ApiKey', 'Bearer', 'basic', 'APIKEY', 'bEARER'])('reads the pair from the scheme %s', (scheme) => {
    expect(pairOf(`${scheme} ${encoded('id:secret')}`)).toBe('id:secret');
  });

  it('reads base64 without padding and with the alphabet of URLs', () => {
    expect(pairOf(`Bearer ${Buffer.from('id:\u00ff\u00fe?>').toString('base64url')}`)).toBe('id:\u00ff\u00fe?>');
  });

  it('keeps colons of the secret', () => {
    expect(pairOf(`Basic ${encoded('id:a:b')}`)).toBe('id:a:b');
  });

  it.each([
    undefined,
    '',
    'Basic',
    'Basic ',
    `Digest ${encoded('id:secret')}`,
    `Basic ${encoded('no colon')}`,
    `Basic ${encoded(':no id')}`,
    'Basic not*base64',
    `Basic ${encoded('id:secret')} more`,
    `Basic ${encoded(`id:${'x'.repeat(5_000)}`)}`,
  ])('finds no pair in %j', (header) => {
    expect(pairOf(header)).toBeUndefined();
  });
});
