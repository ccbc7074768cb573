import { ConfigError, loadConfig } from '@tocsin/config';
import { z } from 'zod';

import { ingestOptionsSchema } from '../../ingest.config';

const schema = z.object({ ingest: ingestOptionsSchema.prefault({}) });

/** What the listeners are configured to by a value of the environment. */
function listenersOf(yaml: string): unknown[] {
  return loadConfig(schema, { file: '/dev/null', env: { TOCSIN_INGEST_SYSLOG: yaml } }).ingest.syslog;
}

function problemsOf(yaml: string): string {
  try {
    listenersOf(yaml);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.join('\n');
    throw error;
  }
  return '';
}

describe('The configuration of syslog listeners', () => {
  it('has none unless it is told', () => {
    expect(loadConfig(schema, { file: '/dev/null', env: {} }).ingest.syslog).toEqual([]);
  });

  it('listens on the own machine only unless it is told', () => {
    expect(listenersOf('[{transport: udp, port: 5514, source: devices}]')).toMatchObject([
      { transport: 'udp', host: '127.0.0.1', port: 5514, source: 'devices', zone: 'UTC' },
    ]);
  });

  it.each([
    ['udp', 'host: 0.0.0.0', 'ingest.syslog.0.allowedNetworks: 0.0.0.0 can be reached from other machines'],
    ['tcp', 'host: 10.0.0.7', 'name the networks that may send'],
    ['tcp', 'host: "::"', 'name the networks that may send'],
    ['tls', 'host: 0.0.0.0, certificate: c.pem, key: k.pem', 'or clientCa to let in who has a certificate'],
  ])('refuses %s on {%s} when nothing says who may send', (transport, more, problem) => {
    expect(problemsOf(`[{transport: ${transport}, port: 5514, source: devices, ${more}}]`)).toContain(problem);
  });

  it.each([
    ['udp', 'host: 0.0.0.0, allowedNetworks: [10.0.0.0/8, "2001:db8::/32", 192.0.2.7]'],
    ['tls', 'host: "::", certificate: c.pem, key: k.pem, clientCa: ca.pem'],
    ['tcp', 'host: 127.0.0.2'],
    ['tcp', 'host: "::1"'],
  ])('takes %s on {%s}', (transport, more) => {
    expect(problemsOf(`[{transport: ${transport}, port: 5514, source: devices, ${more}}]`)).toBe('');
  });

  it.each([
    ['{transport: tls, port: 5514, source: devices}', 'certificate'],
    ['{transport: tcp, port: 5514, source: devices, certificate: c.pem}', 'no such key certificate'],
    ['{transport: udp, port: 5514}', 'source'],
    ['{transport: udp, port: 5514, source: devices, host: syslog.example}', 'must be an address of this machine'],
    [
      '{transport: udp, port: 5514, source: devices, allowedNetworks: [10.0.0.0/33]}',
      'must be an address or a network',
    ],
    ['{transport: udp, port: 5514, source: devices, zone: Mars/Olympus}', 'zone of the IANA database'],
    ['{transport: relp, port: 5514, source: devices}', 'transport'],
  ])('refuses %s', (listener, problem) => {
    expect(problemsOf(`[${listener}]`)).toContain(problem);
  });
});
