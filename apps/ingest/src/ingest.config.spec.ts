import { ConfigError, loadConfig } from '@tocsin/config';

import { ingestConfigSchema } from './ingest.config';

const ENV = {
  TOCSIN_HTTP_PORT: '8080',
  TOCSIN_DATABASE_URL: 'postgres://tocsin@127.0.0.1/tocsin',
  TOCSIN_MESSAGING_KIND: 'postgres',
  TOCSIN_MESSAGING_URL: 'postgres://tocsin@127.0.0.1/tocsin',
};

function problems(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(ingestConfigSchema, { file: '/dev/null', env: { ...ENV, ...env } });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('the configuration of ingest', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])(
    'allows sending without a key while it listens on %s',
    (host) => {
      expect(problems({ TOCSIN_HTTP_HOST: host, TOCSIN_INGEST_ANONYMOUS_SOURCE: 'local' })).toEqual([]);
    },
  );

  it.each(['0.0.0.0', '::', '192.0.2.7', 'logs.example.org'])('refuses to start without keys on %s', (host) => {
    expect(problems({ TOCSIN_HTTP_HOST: host })).toEqual([]);
    expect(problems({ TOCSIN_HTTP_HOST: host, TOCSIN_INGEST_ANONYMOUS_SOURCE: 'local' })).toEqual([
      'ingest.anonymousSource: needs http.host to be a loopback address such as 127.0.0.1',
    ]);
  });

  it('knows what a list of proxies looks like', () => {
    expect(problems({ TOCSIN_INGEST_TRUSTED_PROXIES: 'loopback, 10.0.0.0/8,2001:db8::1' })).toEqual([]);
    expect(problems({ TOCSIN_INGEST_TRUSTED_PROXIES: 'everybody' })[0]).toContain('ingest.trustedProxies: must be');
  });
});
