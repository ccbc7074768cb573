import type { NormalizerContext } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';

import { normalized } from '../../../../testing/normalized';
import { AliasNormalizer } from '../alias/alias.normalizer';
import { LdapHumanizerNormalizer } from './ldap-humanizer.normalizer';

const context: NormalizerContext = { source: 'ldap', dialect: 'json', zone: 'UTC', receivedAt: 0, record: {} };
const recordOf = (actor: string | undefined) => ({
  summary: 'LDAP-Humanizer:45582:192.0.2.1',
  hostname: 'ldap1.example.com',
  category: 'ldap',
  details: { tls: 'true', authenticated: 'true', ...(actor === undefined ? {} : { actor }) },
});
const understood = async (record: object) =>
  (await normalized([new AliasNormalizer(), new LdapHumanizerNormalizer()], [record]))[0]!;

describe(LdapHumanizerNormalizer.name, () => {
  describeNormalizerContract({
    normalizer: new LdapHumanizerNormalizer(),
    options: {},
    event: {
      '@timestamp': '2026-11-24T12:00:00.000Z',
      message: 'x',
      'tocsin.category': 'ldap',
      details: recordOf('mail=ann@example.com').details,
    },
    context,
  });

  it.each([
    'o=com,mail=ann@example.com,dc=example',
    'dc=example mail=ann@example.com,o=com IP=192.0.2.9:46740 conn=180255',
  ])('finds who acted in %j', async (actor) => {
    expect(await understood(recordOf(actor))).toMatchObject({
      'event.outcome': 'success',
      'event.provider': 'ldap',
      'tls.established': true,
      'user.email': 'ann@example.com',
      'user.name': 'ann',
      details: { actor, authenticated: 'true', tls_encrypted: 'true' },
    });
  });

  it.each([undefined, 'o=com=extra,mail=ann@example.com=extra2', 'o=com,', 'o,mail', 'mail='])(
    'finds nobody in %j',
    async (actor) => {
      const event = await understood(recordOf(actor));
      expect([event['user.email'], event['user.name']]).toEqual([undefined, undefined]);
    },
  );
});
