import type { IncomingMessage } from 'node:http';

import { Networks } from './networks';
import { claimedOrigin, originOf } from './request-origin';

const DN = 'CN=web-1,O=Example';
const PROXIES = new Networks(['loopback', '10.0.0.0/8']);

function origin(peer: string | undefined, headers: IncomingMessage['headers']) {
  const socket = { remoteAddress: peer } as IncomingMessage['socket'];
  return originOf(claimedOrigin({ headers, socket }), PROXIES);
}

describe(originOf.name, () => {
  it.each([
    ['127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['::1', '2001:db8::7', '2001:db8::7'],
    ['::ffff:127.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['127.0.0.1', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['127.0.0.1', '198.51.100.1, 203.0.113.7, 10.0.0.2', '203.0.113.7'],
    ['127.0.0.1', '198.51.100.1, unknown', 'unknown'],
    ['10.0.0.1', '10.6.6.6, 10.0.0.9', '10.0.0.9'],
    ['127.0.0.1', ' , ', '127.0.0.1'],
    ['203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ])('of a request by %s, forwarded for %s, is %s', (peer, forwardedFor, client) => {
    expect(origin(peer, { 'x-forwarded-for': forwardedFor }).address).toBe(client);
  });

  it('is the peer when nobody forwarded it', () => {
    expect(origin('127.0.0.1', {}).address).toBe('127.0.0.1');
    expect(origin(undefined, { 'x-forwarded-for': '203.0.113.7' }).address).toBeUndefined();
  });

  it('has the certificate a trusted proxy has verified, and no other', () => {
    const headers = { 'x-client-verify': 'SUCCESS', 'x-client-dn': DN };
    expect(origin('127.0.0.1', headers).certificateSubject).toBe(DN);
    expect(origin('203.0.113.9', headers).certificateSubject).toBeUndefined();
    for (const verdict of ['NONE', 'FAILED:self-signed certificate', 'success', ''])
      expect(origin('127.0.0.1', { ...headers, 'x-client-verify': verdict }).certificateSubject).toBeUndefined();
    expect(origin('127.0.0.1', { 'x-client-dn': DN }).certificateSubject).toBeUndefined();
    expect(origin('127.0.0.1', { 'x-client-verify': 'SUCCESS', 'x-client-dn': '' }).certificateSubject).toBeUndefined();
  });
});
