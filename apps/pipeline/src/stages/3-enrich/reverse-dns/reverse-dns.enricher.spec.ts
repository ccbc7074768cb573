import { Metrics, ReadinessChecks } from '@tocsin/observability';
import { describeEnricherContract } from '@tocsin/plugin-kit/testing';
import { anEvent, eventually, FakeClock } from '@tocsin/testing';

import { ReverseDnsHealth } from './reverse-dns-health';
import { ReverseDnsEnricher } from './reverse-dns.enricher';
import { reverseDnsOptionsSchema, type ReverseDnsOptions } from './reverse-dns.options';
import { DnsServer, SERVFAIL } from './testing/dns-server';

const WEB = '7.0.0.10.in-addr.arpa';
const PATIENCE = { batchMilliseconds: 5_000, questionMilliseconds: 5_000 };

const made: ReverseDnsEnricher[] = [];
const servers: DnsServer[] = [];

afterAll(() => {
  made.forEach((enricher) => enricher.onModuleDestroy());
  servers.forEach((server) => server.stop());
});

async function aServer(): Promise<DnsServer> {
  const server = await DnsServer.start();
  server.replies.set(WEB, { names: ['Web.Corp.Example'] });
  servers.push(server);
  return server;
}

function anEnricher() {
  const [metrics, checks, clock] = [new Metrics(), new ReadinessChecks(), new FakeClock()];
  const enricher = new ReverseDnsEnricher(new ReverseDnsHealth(metrics, checks), clock);
  made.push(enricher);
  const figures = () => metrics.registry.metrics();
  const detail = async () => (await checks.ask()).checks['reverse_dns']?.detail;
  return { enricher, clock, figures, detail };
}

async function prepared(given: Partial<ReverseDnsOptions> = {}) {
  const server = await aServer();
  const parts = anEnricher();
  const options = reverseDnsOptionsSchema.parse({ servers: [server.address], ...PATIENCE, ...given });
  await parts.enricher.prepare(options);
  const enrich = (...events: Parameters<typeof anEvent>[0][]) =>
    parts.enricher.enrichBatch(
      events.map((event) => anEvent(event)),
      options,
      AbortSignal.timeout(10_000),
    );
  return { ...parts, options, server, enrich };
}

const fromWeb = { 'source.ip': '10.0.0.7' };
const named = { 'source.domain': 'web.corp.example' };

describe(ReverseDnsEnricher.name, () => {
  const { enricher } = anEnricher();
  const options = reverseDnsOptionsSchema.parse({ servers: ['127.0.0.1:53'], ...PATIENCE });
  beforeAll(async () => {
    Object.assign(options, { servers: [(await aServer()).address] });
    await enricher.prepare(options);
  });
  describeEnricherContract({ enricher, options, event: anEvent({ ...fromWeb, 'destination.ip': '10.0.0.1' }) });

  it.each(['source', 'destination', 'client', 'server'])('names a private %s, of IPv4 and IPv6', async (end) => {
    const { enrich, server } = await prepared();
    server.replies.set(`5.${'0.'.repeat(29)}d.f.ip6.arpa`, { names: ['six.corp.example'] });
    expect(await enrich({ [`${end}.ip`]: '10.0.0.7' }, { [`${end}.ip`]: '::ffff:10.0.0.7' })).toEqual([
      { [`${end}.domain`]: 'web.corp.example' },
      { [`${end}.domain`]: 'web.corp.example' },
    ]);
    expect(await enrich({ [`${end}.ip`]: 'fd00::5' })).toEqual([{ [`${end}.domain`]: 'six.corp.example' }]);
  });

  it.each(['8.8.8.8', '172.15.0.1', '127.0.0.1', '169.254.0.1', '100.64.0.1', '192.0.2.1', 'fe80::1', 'web1', 7])(
    'asks nobody about %s',
    async (address) => {
      const { enrich, server } = await prepared();
      expect(await enrich({ 'source.ip': address as string })).toEqual([{}]);
      expect(server.asked).toEqual([]);
    },
  );

  it('leaves a name that the event has', async () => {
    const { enrich, server } = await prepared();
    expect(await enrich({ ...fromWeb, 'source.domain': 'own.example' })).toEqual([{}]);
    expect(server.asked).toEqual([]);
  });

  it('asks once for all events of a batch, and not again while the name is remembered', async () => {
    const { enrich, server, clock } = await prepared({ foundSeconds: 60 });
    expect(await enrich(fromWeb, { 'destination.ip': '10.0.0.7' }, {}, fromWeb)).toEqual([
      named,
      { 'destination.domain': 'web.corp.example' },
      {},
      named,
    ]);
    clock.advance(59_000);
    await enrich(fromWeb);
    expect(server.asked).toEqual([WEB]);
    clock.advance(1_000);
    server.replies.set(WEB, { names: ['new.corp.example'] });
    expect(await enrich(fromWeb)).toEqual([{ 'source.domain': 'new.corp.example' }]);
  });

  it('remembers that an address has no name, for less long', async () => {
    const { enrich, server, clock } = await prepared({ missingSeconds: 30 });
    expect(await enrich({ 'source.ip': '10.9.9.9' })).toEqual([{}]);
    server.replies.set('9.9.9.10.in-addr.arpa', { names: [] });
    clock.advance(29_000);
    await enrich({ 'source.ip': '10.9.9.9' });
    expect(server.asked).toHaveLength(1);
    clock.advance(1_000);
    await enrich({ 'source.ip': '10.9.9.9' });
    clock.advance(29_000);
    await enrich({ 'source.ip': '10.9.9.9' });
    expect(server.asked).toHaveLength(2);
  });

  it('has as many questions under way as it may, and no more', async () => {
    const { enrich, server } = await prepared({ concurrency: 3 });
    let open = () => {};
    server.gate = new Promise((resolve) => (open = resolve));
    const answers = enrich(...Array.from({ length: 20 }, (_, n) => ({ 'source.ip': `10.1.0.${n}` })));
    await eventually(() => server.mostWaiting === 3);
    open();
    await answers;
    expect([server.mostWaiting, server.asked.length]).toEqual([3, 20]);
  });

  it('lets no batch wait longer than it may; what comes later is for the next', async () => {
    const { enrich, server } = await prepared({ batchMilliseconds: 20 });
    let open = () => {};
    server.gate = new Promise((resolve) => (open = resolve));
    expect(await enrich(fromWeb)).toEqual([{}]);
    open();
    await eventually(
      async () => (await enrich(fromWeb))[0] !== undefined && 'source.domain' in (await enrich(fromWeb))[0]!,
    );
    expect(server.asked).toEqual([WEB]);
  });

  it('does not let a second batch wait for what the first has waited for', async () => {
    const { enricher: waiting, server, enrich, options: given } = await prepared();
    let open = () => {};
    server.gate = new Promise((resolve) => (open = resolve));
    await waiting.enrichBatch([anEvent(fromWeb)], given, AbortSignal.abort());
    expect(await enrich(fromWeb)).toEqual([{}]);
    open();
    await eventually(async () => 'source.domain' in (await enrich(fromWeb))[0]!);
  }, 3_000);

  it.each([
    ['an address', '10.0.0.8'],
    ['markup', '<b>x</b>.example'],
    ['spaces', 'a b.example'],
    ['control characters', 'a\u0007.example'],
    ['bytes of no text', 'a\u00ff.example'],
    ['a hyphen at its end', 'a-.example'],
  ])('does not believe a name with %s', async (_, name) => {
    const { enrich, server, detail } = await prepared();
    server.replies.set(WEB, { names: [name] });
    expect(await enrich(fromWeb)).toEqual([{}]);
    expect(await detail()).toBe('');
  });

  it('takes of several names the first by the alphabet that a host can have, in whatever order they come', async () => {
    const { enrich, server } = await prepared();
    server.replies.set(WEB, { names: ['10.0.0.8', 'z.example', 'a.example'] });
    expect(await enrich(fromWeb)).toEqual([{ 'source.domain': 'a.example' }]);
  });

  it('does not take SERVFAIL for "no name", and does not let later batches wait for it', async () => {
    const { enrich, server, clock } = await prepared();
    server.replies.set(WEB, SERVFAIL);
    expect(await enrich(fromWeb)).toEqual([{}]);
    server.replies.set(WEB, { names: ['web.corp.example'] });
    clock.advance(5_000);
    expect(await enrich(fromWeb)).toEqual([{}]);
    await eventually(async () => 'source.domain' in (await enrich(fromWeb))[0]!);
    expect(server.asked).toEqual([WEB, WEB]);
  });

  it('asks the next server when one has trouble', async () => {
    const second = await aServer();
    const { enrich, server } = await prepared({});
    const both = await prepared({ servers: [server.address, second.address] });
    server.replies.set(WEB, SERVFAIL);
    expect(await both.enrich(fromWeb)).toEqual([named]);
    expect(await enrich({ 'source.ip': '10.0.0.7' })).toEqual([{}]);
  });

  it('leaves a server alone that does not answer, says so, and finds it again', async () => {
    const { enrich, server, clock, detail, figures } = await prepared({ questionMilliseconds: 50 });
    const silent = Array.from({ length: 30 }, (_, n) => ({ 'source.ip': `10.2.0.${n}` }));
    for (let n = 0; n < 30; n += 1) server.replies.set(`${n}.0.2.10.in-addr.arpa`, 'silence');
    await enrich(...silent);
    expect(await detail()).toContain(`The DNS server ${server.address} does not answer`);
    expect(await enrich(fromWeb)).toEqual([{}]);
    expect(await figures()).toContain('tocsin_reverse_dns_asked_total 30');
    expect(await figures()).toMatch(/tocsin_reverse_dns_failed_total\{reason="timeout"\} 30/);
    expect(await figures()).toContain('tocsin_reverse_dns_servers_away 1');
    clock.advance(1_000);
    await enrich(fromWeb);
    await eventually(async () => 'source.domain' in (await enrich(fromWeb))[0]!);
    expect(await detail()).toBe('');
  });

  it('lets go of questions under way when the pipeline stops', async () => {
    const { enrich, server, enricher: stopped } = await prepared({ batchMilliseconds: 4_000, concurrency: 1 });
    server.replies.set(WEB, 'silence');
    const answers = enrich(fromWeb, { 'source.ip': '10.9.9.9' });
    await eventually(() => server.asked.length === 1);
    stopped.onModuleDestroy();
    expect(await answers).toEqual([{}, {}]);
    expect(server.asked).toEqual([WEB]);
  });

  it('counts what it asked, what was answered and what it remembers', async () => {
    const { enrich, figures } = await prepared();
    await enrich(fromWeb, { 'source.ip': '10.9.9.9' });
    const text = await figures();
    expect(text).toContain('tocsin_reverse_dns_asked_total 2');
    expect(text).toContain('tocsin_reverse_dns_answered_total{answer="name"} 1');
    expect(text).toContain('tocsin_reverse_dns_answered_total{answer="none"} 1');
    expect(text).toContain('tocsin_reverse_dns_cached 2');
  });

  it.each(['192.0.2.53', '192.0.2.53:5353', '2001:db8::53', '[2001:db8::53]', '[2001:db8::53]:5353'])(
    'takes %s as a server',
    (server) => expect(reverseDnsOptionsSchema.safeParse({ servers: [server] }).success).toBe(true),
  );

  it.each([
    '',
    'dns.example',
    '192.0.2.53:',
    '192.0.2.53:0',
    '192.0.2.53:70000',
    '192.0.2',
    '[192.0.2.53]:53',
    'fe80::1%eth0',
  ])('refuses "%s" as a server at start', (server) =>
    expect(reverseDnsOptionsSchema.safeParse({ servers: [server] }).error?.issues[0]?.message).toMatch(
      /^a server is an IP address/,
    ),
  );
});
