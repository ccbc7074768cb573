import { eventually } from '@tocsin/testing';

import { syslogListenerSchema } from '../syslog.config';
import { openFrontDoor } from '../../../testing/front-door';
import { call, openSyslogDoor, say, untilClosed, untilFigure, type SyslogDoor } from '../../../testing/syslog-door';

const counted = (message: string) => `${Buffer.byteLength(message)} ${message}`;
const lines = (from: number, count: number, text = '') =>
  Array.from({ length: count }, (_, index) => `<13>${from + index} ${text}\n`).join('');

describe('A TCP listener', () => {
  let door: SyslogDoor;

  const open = async (...how: Partial<Parameters<typeof openSyslogDoor>>) => {
    const [listener, options, parts] = how;
    door = await openSyslogDoor({ transport: 'tcp', ...listener }, options, parts);
  };

  jest.setTimeout(30_000);

  afterEach(() => door.app.close());

  it('makes an event of each message, with the address of its sender', async () => {
    await open({ zone: 'Europe/Berlin' });
    await say(door.port, `<13>one\n${counted('<13>two\nlines')}<13>three`);
    await eventually(() => door.count() === 3);
    const from = { 'log.source.address': '127.0.0.1' };
    expect(door.events()).toEqual(['<13>one', '<13>two\nlines', '<13>three'].map((message) => ({ message, ...from })));
    expect(door.batches()[0]).toMatchObject({ source: 'devices', dialect: 'syslog', zone: 'Europe/Berlin' });
  });

  it('puts what many connections say into few batches, with ids of their own', async () => {
    await open();
    const sockets = await Promise.all(Array.from({ length: 50 }, () => call(door.port)));
    for (const [index, socket] of sockets.entries()) socket.write(`<13>${index}\n`);
    await eventually(() => door.count() === 50);
    expect(door.batches().length).toBeLessThan(10);
    expect(new Set(door.batches().flatMap(({ ids }) => ids)).size).toBe(50);
    for (const socket of sockets) socket.destroy();
  });

  it('reads bytes that are no UTF-8 as Latin-1', async () => {
    await open();
    await say(door.port, Buffer.from('<13>Gr\u00fc\u00dfe\n', 'latin1'));
    await eventually(() => door.count() === 1);
    expect(door.messages()).toEqual(['<13>Gr\u00fc\u00dfe']);
  });

  it('has a counted message parked that the end of the connection broke off', async () => {
    await open();
    await say(door.port, `${counted('<13>whole')}30 <13>half`);
    await eventually(() => door.count() === 2);
    expect(door.batches()[0]?.faults).toEqual([
      {
        position: 1,
        code: 'syslog.broken_off',
        reason: 'The connection ended before the last 22 bytes of the message arrived.',
      },
    ]);
    expect(await door.figure('flawed_total')).toBe(1);
  });

  it('marks the pieces of a message longer than ingest.maxLineBytes', async () => {
    await open({}, { maxLineBytes: 1_024 });
    await say(door.port, `<13>${'x'.repeat(2_000)}\n`);
    await eventually(() => door.count() === 2);
    expect(door.events().map(({ message, details }) => [message.length, details?.syslog_part])).toEqual([
      [1_024, 1],
      [980, 2],
    ]);
  });

  it('reads no further while the broker is away, and loses nothing', async () => {
    await open();
    door.bus.broker.stop();
    const socket = await call(door.port);
    const total = 20_000;
    let isSent = false;
    socket.write(lines(0, total, 'x'.repeat(1_000)), () => (isSent = true));
    await untilFigure(door, 'paused_connections', 1);
    expect(await untilNoMoreIsRead(door)).toBeLessThan(8 * 1024 ** 2);
    expect(isSent).toBe(false);
    door.bus.broker.start();
    await untilFigure(door, 'events_total', total);
    expect(new Set(door.messages().map((message) => message.split(' ')[0])).size).toBe(total);
    expect(await door.figure('paused_connections')).toBe(0);
    socket.destroy();
  });

  it('stops all its connections when they hold too much together, and goes on when there is room again', async () => {
    await open({}, { maxBytesPerSource: 4 * 1024 ** 2, patienceMs: 100 });
    door.bus.broker.stop();
    const [first, second] = [await call(door.port), await call(door.port)];
    first.write(lines(0, 3_000, 'x'.repeat(1_000)));
    second.write(lines(3_000, 3_000, 'x'.repeat(1_000)));
    await eventually(async () => (await door.figure('paused_connections')) > 0);
    first.write('<13>late\n');
    second.write('<13>late\n');
    await untilFigure(door, 'paused_connections', 2);
    door.bus.broker.start();
    await untilFigure(door, 'events_total', 6_002);
    expect(door.count()).toBe(6_002);
    first.destroy();
    second.destroy();
  });

  it('turns away networks it was not told of, and connections above its limit', async () => {
    await open({ allowedNetworks: ['10.0.0.0/8'] });
    await expect(closedBy(door.port)).resolves.toBeUndefined();
    expect(await door.figure('turned_away_total')).toBe(1);
    await door.app.close();
    await open({ maxConnections: 1 });
    const first = await call(door.port);
    await untilFigure(door, 'connections', 1);
    await closedBy(door.port);
    first.destroy();
    await untilFigure(door, 'connections', 0);
    await say(door.port, '<13>welcome\n');
    await eventually(() => door.messages().includes('<13>welcome'));
  });

  it('closes a connection that does not end its message in time, and keeps what it said', async () => {
    await open({ frameMs: 200 });
    await closedBy(door.port, '<13>for ever and');
    await eventually(() => door.count() === 1);
    expect(door.messages()).toEqual(['<13>for ever and']);
  });

  it('closes a silent connection after its time', async () => {
    await open({ idleMs: 200 });
    await closedBy(door.port, '<13>x\n');
    expect(await door.figure('turned_away_total')).toBe(1);
  });

  it('makes durable what it has read before it stops', async () => {
    await open();
    const socket = await call(door.port);
    socket.write('<13>one\n<13>two');
    await untilFigure(door, 'bytes_total', 15);
    await door.app.close();
    expect(door.messages()).toEqual(['<13>one', '<13>two']);
  });

  it('ends in time when the broker is away', async () => {
    await open({}, { shutdownMs: 1_500 });
    door.bus.broker.stop();
    const socket = await call(door.port);
    socket.write(lines(0, 20_000, 'x'.repeat(1_000)));
    await untilFigure(door, 'paused_connections', 1);
    const begun = performance.now();
    await door.app.close();
    expect(performance.now() - begun).toBeLessThan(4_000);
    socket.destroy();
  });

  it('keeps ingest from starting when its port is taken, and says what to do', async () => {
    await open();
    const syslog = [syslogListenerSchema.parse({ transport: 'tcp', port: door.port, source: 'devices' })];
    await expect(openFrontDoor({ syslog })).rejects.toThrow(
      /ingest\.syslog\.0: tcp 127\.0\.0\.1:\d+ cannot be opened: another program uses this port/,
    );
  });

  it('is part of what ingest needs to be ready', async () => {
    await open();
    const readiness = (await (await fetch(`${door.url}/readyz`)).json()) as { checks: Record<string, unknown> };
    expect(readiness.checks['syslog']).toEqual({ ok: true, detail: '' });
  });
});

/** Resolves when the connection, after saying that, was closed from the other side. */
async function closedBy(port: number, bytes = ''): Promise<void> {
  const socket = await call(port);
  if (bytes !== '') socket.write(bytes);
  await untilClosed(socket);
}

/** Waits until the number of bytes read stands still. @returns it. */
async function untilNoMoreIsRead(door: SyslogDoor): Promise<number> {
  let last = -1;
  return eventually(
    async () => {
      const read = await door.figure('bytes_total');
      const stands = read === last && read;
      last = read;
      return stands;
    },
    { intervalMs: 200 },
  );
}
