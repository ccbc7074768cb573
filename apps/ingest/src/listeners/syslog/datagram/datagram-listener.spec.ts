import { createSocket, type Socket } from 'node:dgram';

import { eventually } from '@tocsin/testing';

import { openSyslogDoor, untilFigure, type SyslogDoor } from '../../../testing/syslog-door';

describe('A UDP listener', () => {
  let door: SyslogDoor;
  let sender: Socket;

  const open = async (listener: object = {}) => {
    door = await openSyslogDoor({ transport: 'udp', ...listener });
  };

  beforeEach(() => {
    sender = createSocket('udp4');
  });

  afterEach(async () => {
    sender.close();
    await door.app.close();
  });

  const send = (datagram: string | Buffer, host = '127.0.0.1') =>
    new Promise<void>((resolve, reject) =>
      sender.send(datagram, door.port, host, (error) => (error ? reject(error) : resolve())),
    );

  it('makes an event of each datagram, whatever is in it', async () => {
    await open();
    for (const datagram of ['<13>one\n', '<13>two\nlines\r\n', '12 <13>no count', '', '\0\n', '<13>last'])
      await send(datagram);
    await eventually(() => door.count() === 4);
    expect(door.messages()).toEqual(['<13>one', '<13>two\nlines', '12 <13>no count', '<13>last']);
    expect(door.events()[0]).toHaveProperty(['log.source.address'], '127.0.0.1');
  });

  it('tells the address of an IPv4 sender as such on an IPv6 socket', async () => {
    await open({ host: '::', allowedNetworks: ['127.0.0.0/8'] });
    await send('<13>one');
    await eventually(() => door.count() === 1);
    expect(door.events()[0]).toHaveProperty(['log.source.address'], '127.0.0.1');
  });

  it('takes nothing from networks it was not told of', async () => {
    await open({ allowedNetworks: ['10.0.0.0/8'] });
    await send('<13>one');
    await untilFigure(door, 'turned_away_total', 1);
    expect(door.count()).toBe(0);
  });

  it('keeps what it has room for while the broker is away, and counts what it drops', async () => {
    await open({ maxHeldBytes: 1024 ** 2 });
    door.bus.broker.stop();
    for (let number = 0; number < 2_000; number += 1) await send(`<13>${number} ${'x'.repeat(1_000)}`);
    await eventually(async () => (await door.figure('bytes_total')) > 2_000_000);
    const lost = await door.figure('lost_total');
    expect(lost).toBeGreaterThan(500);
    door.bus.broker.start();
    await eventually(() => door.count() === 2_000 - lost);
  });

  it('counts every datagram of a burst it cannot read in time: taken, or dropped by the kernel', async () => {
    await open({ receiveBufferBytes: 65_536 });
    const total = 3_000;
    const sending: Promise<void>[] = [];
    for (let number = 0; number < total; number += 1) sending.push(send(`<13>${number} ${'x'.repeat(1_000)}`));
    await Promise.all(sending);
    await eventually(async () => door.count() + (await door.figure('lost_total')) === total);
    expect(await door.figure('lost_total')).toBeGreaterThan(0);
  });
});
