import { FakeClock } from '@tocsin/testing';

import { NameServer } from './name-server';
import { DnsServer } from './testing/dns-server';

const WEB = '7.0.0.10.in-addr.arpa';

describe(NameServer.name, () => {
  let dns: DnsServer;
  let clock: FakeClock;
  let server: NameServer;

  beforeEach(async () => {
    dns = await DnsServer.start();
    dns.replies.set(WEB, 'silence');
    clock = new FakeClock();
    server = new NameServer(dns.address, 20, clock);
  });
  afterEach(() => {
    server.close();
    dns.stop();
  });

  async function fail(times: number): Promise<void> {
    for (let n = 0; n < times; n += 1) expect(await server.ask(WEB)).toEqual({ kind: 'away', reason: 'timeout' });
  }

  it('is left alone after three questions without an answer, and longer after each trial that fails', async () => {
    await fail(2);
    expect([server.isWell, server.mayBeAsked]).toEqual([true, true]);
    await fail(1);
    for (const pause of [1_000, 2_000, 4_000]) {
      clock.advance(pause - 1);
      expect([server.isWell, server.mayBeAsked]).toEqual([false, false]);
      clock.advance(1);
      expect(server.mayBeAsked).toBe(true);
      await fail(1);
    }
  });

  it('takes the failure of many questions that were under way together for one trouble', async () => {
    await Promise.all(Array.from({ length: 20 }, () => fail(1)));
    clock.advance(1_000);
    expect(server.mayBeAsked).toBe(true);
  });

  it('is asked one question on trial, and all again when it answers', async () => {
    await fail(3);
    clock.advance(1_000);
    dns.replies.set(WEB, { names: ['web.example'] });
    const trial = server.ask(WEB);
    expect(server.mayBeAsked).toBe(false);
    expect(await trial).toEqual({ kind: 'name', name: 'web.example' });
    expect([server.isWell, server.mayBeAsked]).toEqual([true, true]);
  });

  it('is not away when it answers that it cannot say', async () => {
    dns.replies.set(WEB, { rcode: 5 });
    server.close();
    server = new NameServer(dns.address, 5_000, clock);
    for (let n = 0; n < 4; n += 1) expect(await server.ask(WEB)).toEqual({ kind: 'failed', reason: 'refused' });
    expect(server.isWell).toBe(true);
  });
});
