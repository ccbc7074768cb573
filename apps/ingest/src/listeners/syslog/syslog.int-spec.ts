import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { rmSync } from 'node:fs';

import type { NestExpressApplication } from '@nestjs/platform-express';
import { DatabaseModule } from '@tocsin/database';
import { freePort } from '@tocsin/engines';
import { decodeBatch, type EventBatch } from '@tocsin/event-model';
import { createMessageBus, EVENTS_QUEUE, MessagingModule, type MessageBus } from '@tocsin/messaging';
import { createService, Metrics } from '@tocsin/observability';
import { eventually, freshFolder, testPostgresUrl, testRabbitUrl } from '@tocsin/testing';

import { ingestOptionsSchema } from '../../ingest.config';
import { IngestModule } from '../../ingest.module';
import { Cable } from '../../testing/cable';
import { makeCertificates, type Certificates } from '../../testing/certificates';
import { SyslogDaemon, type Destination } from '../../testing/syslog-daemon';
import { eventsOf } from '../../testing/syslog-door';

const LOGGER = 'logger';
const TOTAL = 10_000;
const PROBE = /probe (\w+) (\d{6})/;

const probes = (run: string, from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `probe ${run} ${String(from + index).padStart(6, '0')}\n`).join('');

describe('Syslog on RabbitMQ', () => {
  const ports = { tcp: freePort(), tls: freePort(), udp: freePort() };
  let app: NestExpressApplication;
  let direct: MessageBus;
  let broker: Cable;
  let certificates: Certificates;
  let daemon: SyslogDaemon | undefined;
  /** Everything that comes out of the queue. */
  const batches: EventBatch[] = [];

  beforeAll(async () => {
    process.env['LOG_LEVEL'] = 'silent';
    certificates = await makeCertificates();
    const rabbit = await testRabbitUrl();
    broker = await Cable.to(rabbit);
    const messaging = { kind: 'rabbitmq', publishTimeoutMs: 2_000, maxUnconfirmed: 64 } as const;
    direct = createMessageBus({ ...messaging, url: rabbit });
    await direct.consume(EVENTS_QUEUE, { prefetch: 10 }, (delivery) => {
      batches.push(decodeBatch(delivery.body));
      return Promise.resolve({ kind: 'ack' });
    });
    const { certFile: certificate, keyFile: key, caFile: clientCa } = certificates;
    const syslog = [
      { transport: 'tcp', port: ports.tcp, source: 'devices' },
      { transport: 'tls', port: ports.tls, source: 'devices', certificate, key, clientCa },
      { transport: 'udp', port: ports.udp, source: 'devices', receiveBufferBytes: 65_536, maxHeldBytes: 1024 ** 2 },
    ];
    app = await createService({
      name: 'ingest',
      imports: [
        DatabaseModule.forRoot({ url: await testPostgresUrl() }),
        MessagingModule.forRoot({ ...messaging, url: broker.url }),
        IngestModule.register(
          ingestOptionsSchema.parse({ frontend: 'fe1', spoolFolder: freshFolder('spool'), syslog }),
        ),
      ],
    });
    await app.init();
  });

  afterEach(async () => {
    await daemon?.stop();
    daemon = undefined;
    batches.length = 0;
  });

  afterAll(async () => {
    await app.close();
    await direct.close();
    await broker.remove();
    rmSync(certificates.folder, { recursive: true });
  });

  /** How often each number of a run came out of the queue, under how many ids. */
  function idsByNumber(run: string): Map<string, Set<string>> {
    const found = new Map<string, Set<string>>();
    for (const batch of batches) {
      for (const [position, { message }] of eventsOf([batch]).entries()) {
        const [, ofRun, number = ''] = PROBE.exec(message) ?? [];
        if (ofRun !== run) continue;
        const ids = found.get(number) ?? new Set();
        found.set(number, ids.add(batch.ids[position] ?? ''));
      }
    }
    return found;
  }

  /** A batch whose confirm was lost comes twice, with the ids it had. */
  const events = () => new Set(batches.flatMap(({ ids }) => ids)).size;

  async function startDaemon(program: 'rsyslog' | 'syslog-ng', how: Pick<Destination, 'transport' | 'framing'>) {
    daemon = new SyslogDaemon(program, { ...how, port: ports[how.transport], certificates });
    await daemon.start();
    return daemon;
  }

  it.each([
    ['rsyslog', 'tcp', 'lines'],
    ['rsyslog', 'tcp', 'counted'],
    ['rsyslog', 'tls', 'counted'],
    ['syslog-ng', 'tcp', 'lines'],
    ['syslog-ng', 'tcp', 'counted'],
    ['syslog-ng', 'tls', 'counted'],
  ] as const)('takes every event of %s by %s, framed in %s, once', async (program, transport, framing) => {
    const run = `${program.replace('-', '')}${transport}${framing}`;
    const sender = await startDaemon(program, { transport, framing });
    sender.write(probes(run, 1, TOTAL));
    await eventually(() => events() >= TOTAL, { timeoutMs: 40_000, describe: '10,000 events' });
    const found = idsByNumber(run);
    expect(found.size).toBe(TOTAL);
    for (const [number, ids] of found) expect([number, ids.size]).toEqual([number, 1]);
  });

  it('takes what logger sends', async () => {
    const send = (...options: string[]) =>
      execFileSync(LOGGER, ['--server', '127.0.0.1', '--tag', 'probing', ...options]);
    send('--tcp', '--port', String(ports.tcp), '--rfc5424', '--octet-count', 'probe logger 000001');
    send('--tcp', '--port', String(ports.tcp), '--rfc3164', 'probe logger 000002');
    send('--udp', '--port', String(ports.udp), '--rfc5424', 'probe logger 000003');
    await eventually(() => idsByNumber('logger').size === 3);
  });

  it('loses nothing of a TCP sender while the broker is away', async () => {
    const before = await figure('bytes_total', `tcp:${ports.tcp}`);
    const sender = await startDaemon('rsyslog', { transport: 'tcp', framing: 'counted' });
    sender.write(probes('outage', 1, TOTAL / 2));
    await eventually(() => events() > TOTAL / 4, { timeoutMs: 40_000 });
    broker.cut();
    sender.write(probes('outage', TOTAL / 2 + 1, TOTAL / 2));
    const bytes = probes('outage', 1, TOTAL).length;
    await eventually(async () => (await figure('bytes_total', `tcp:${ports.tcp}`)) - before > bytes, {
      timeoutMs: 40_000,
    });
    expect(idsByNumber('outage').size).toBeLessThan(TOTAL);
    broker.mend();
    const found = await eventually(
      () => {
        const numbers = idsByNumber('outage');
        return numbers.size === TOTAL && numbers;
      },
      { timeoutMs: 40_000, describe: '10,000 numbers' },
    );
    for (const [number, ids] of found) expect([number, ids.size]).toEqual([number, 1]);
  });

  it('accounts for every datagram of a burst: taken, dropped for want of room, or dropped by the kernel', async () => {
    const sender = createSocket('udp4');
    sender.connect(ports.udp, '127.0.0.1');
    await new Promise((resolve) => sender.once('connect', resolve));
    broker.cut();
    const line = `<13>probe ${'x'.repeat(400)}`;
    let sent = 0;
    const burst = (count: number) => {
      for (let number = 0; number < count; number += 1) {
        sender.send(line);
        sent += 1;
      }
    };
    for (let round = 0; round < 20; round += 1) {
      burst(500);
      await new Promise((resolve) => setImmediate(resolve));
    }
    broker.mend();
    await eventually(async () => events() + (await lost()) === sent, {
      timeoutMs: 40_000,
      describe: 'all accounted for',
    });
    expect(await lost()).toBeGreaterThan(0);
    sender.close();
  });

  const lost = () => figure('lost_total', `udp:${ports.udp}`);

  /** The sum of a figure of one listener. */
  async function figure(name: string, listener: string): Promise<number> {
    const { registry } = app.get(Metrics, { strict: false });
    const figures = await registry.getSingleMetric(`tocsin_ingest_syslog_${name}`)?.get();
    const own = (figures?.values ?? []).filter(({ labels }) => labels['listener'] === listener);
    return own.reduce((sum, { value }) => sum + value, 0);
  }
});
