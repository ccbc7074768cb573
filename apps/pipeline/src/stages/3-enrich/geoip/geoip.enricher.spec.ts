import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import { Metrics, ReadinessChecks } from '@tocsin/observability';
import { describeEnricherContract } from '@tocsin/plugin-kit/testing';
import { anEvent, FakeClock } from '@tocsin/testing';

import { GeoDatabases } from './geo-databases';
import { GeoipEnricher } from './geoip.enricher';
import { geoipOptionsSchema, type GeoipOptions } from './geoip.options';
import { aPlace, tinyMmdb } from './testing/tiny-mmdb';

const NETWORK = { autonomous_system_number: 64_500, autonomous_system_organization: 'Example Net' };
const folder = mkdtempSync(join(tmpdir(), 'tocsin-geoip-'));
const city = join(folder, 'city.mmdb');
const asn = join(folder, 'asn.mmdb');
const open: GeoDatabases[] = [];

beforeAll(() => {
  Logger.overrideLogger(false);
  writeFileSync(city, tinyMmdb('GeoLite2-City', { '198.41.0.4': aPlace('Utrecht') }));
  writeFileSync(asn, tinyMmdb('GeoLite2-ASN', { '198.41.0.4': NETWORK }));
});

afterAll(() => {
  open.forEach((databases) => databases.onModuleDestroy());
  Logger.overrideLogger(['log', 'warn', 'error']);
  rmSync(folder, { recursive: true });
});

function anEnricher(clock = new FakeClock('2026-11-26T00:00:00Z')) {
  const [checks, metrics] = [new ReadinessChecks(), new Metrics()];
  const databases = new GeoDatabases(metrics, checks, clock);
  open.push(databases);
  const detail = async () => (await checks.ask()).checks['geoip'];
  return { enricher: new GeoipEnricher(databases), databases, clock, metrics, detail };
}

async function prepared(given: Partial<GeoipOptions> = {}) {
  const made = anEnricher();
  const options = geoipOptionsSchema.parse(given);
  await made.enricher.prepare(options);
  const enrich = (event: Parameters<typeof anEvent>[0]) => made.enricher.enrich(anEvent(event), options);
  return { ...made, options, enrich };
}

describe(GeoipEnricher.name, () => {
  const { enricher: subject } = anEnricher();
  const defaults = geoipOptionsSchema.parse({});
  beforeAll(() => subject.prepare(defaults));
  describeEnricherContract({
    enricher: subject,
    options: defaults,
    event: anEvent({ 'source.ip': '8.8.8.8', 'client.ip': '1.1.1.1' }),
  });

  it('names the country of public addresses at both ends out of the box', async () => {
    const { enrich } = await prepared();
    expect(enrich({ 'source.ip': '8.8.8.8', 'destination.ip': '2001:4860:4860::8888' })).toEqual({
      'source.geo.country_iso_code': 'US',
      'source.geo.country_name': 'United States',
      'destination.geo.country_iso_code': 'US',
      'destination.geo.country_name': 'United States',
    });
  });

  it('takes an IPv4 address written as IPv6 for what it is', async () => {
    const { enrich } = await prepared();
    expect(enrich({ 'source.ip': '::ffff:8.8.8.8' })).toHaveProperty(['source.geo.country_name']);
  });

  it.each([
    '10.0.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.1.1',
    '224.0.0.1',
    '192.0.2.7',
    'fe80::1',
    'fd00::1',
    '::1',
  ])('passes over %s, which belongs to no country', async (address) => {
    const { enrich } = await prepared();
    expect(enrich({ 'source.ip': address })).toEqual({});
  });

  it.each(['source', 'destination', 'client', 'server'])('reads City and ASN databases for the %s', async (end) => {
    const { enrich } = await prepared({ cityDatabase: city, asnDatabase: asn });
    expect(enrich({ [`${end}.ip`]: '198.41.0.4' })).toEqual({
      [`${end}.geo.continent_name`]: 'Europe',
      [`${end}.geo.country_iso_code`]: 'NL',
      [`${end}.geo.country_name`]: 'Netherlands',
      [`${end}.geo.region_iso_code`]: 'NL-UT',
      [`${end}.geo.region_name`]: 'Utrecht Province',
      [`${end}.geo.city_name`]: 'Utrecht',
      [`${end}.geo.location`]: { lat: 52.5, lon: 5.25 },
      [`${end}.as.number`]: 64_500,
      [`${end}.as.organization.name`]: 'Example Net',
    });
    expect(enrich({ [`${end}.ip`]: '198.41.0.5' })).toEqual({});
  });

  it('lets stand what the event says of a place, and adds to it only when it is the same place', async () => {
    const { enrich } = await prepared({ cityDatabase: city, asnDatabase: asn });
    const from = { 'source.ip': '198.41.0.4' };
    const elsewhere = enrich({ ...from, 'source.geo.country_iso_code': 'DE', 'source.as.number': 64_500 });
    expect(elsewhere).toEqual({ 'source.as.number': 64_500, 'source.as.organization.name': 'Example Net' });
    const there = enrich({ ...from, 'source.geo.country_iso_code': 'NL', 'source.as.number': 64_501 });
    expect(there).toMatchObject({ 'source.geo.city_name': 'Utrecht' });
    expect(there).not.toHaveProperty(['source.as.organization.name']);
    expect(enrich({ ...from, 'source.as.number': 0 })).toMatchObject({ 'source.as.number': 64_500 });
  });

  it('goes on without a database that is missing or of another kind, and says so', async () => {
    const { enrich, detail, metrics } = await prepared({ cityDatabase: join(folder, 'none.mmdb'), asnDatabase: city });
    expect(enrich({ 'source.ip': '198.41.0.4' })).toEqual({});
    expect(await detail()).toEqual({
      ok: true,
      detail: expect.stringMatching(
        /city database .*none\.mmdb.*ENOENT.*correct cityDatabase.*asn database .*it is GeoLite2-City, not an ASN database/,
      ) as string,
    });
    expect(await metrics.registry.metrics()).toContain(`tocsin_geoip_database_open{database="asn",path="${city}"} 0`);
  });

  it('takes a replaced file in at once for all addresses, and forgets what the old one said', async () => {
    const path = join(folder, 'replaced.mmdb');
    writeFileSync(path, tinyMmdb('GeoLite2-City', { '198.41.0.4': aPlace('Old') }));
    const { enrich, databases, detail } = await prepared({ cityDatabase: path });
    expect(enrich({ 'source.ip': '198.41.0.4' })).toMatchObject({ 'source.geo.city_name': 'Old' });
    writeFileSync(path, tinyMmdb('GeoLite2-City', { '198.41.0.4': aPlace('New') }));
    await databases.refresh();
    expect(enrich({ 'source.ip': '198.41.0.4' })).toMatchObject({ 'source.geo.city_name': 'New' });
    rmSync(path);
    await databases.refresh();
    expect(enrich({ 'source.ip': '198.41.0.4' })).toMatchObject({ 'source.geo.city_name': 'New' });
    expect((await detail())?.detail).toMatch(/ENOENT.*GeoLite2-City of 2026-11-18 stays in use/);
  });

  it('tells of a database that has grown old, with its type, age and path, and shows when it was built', async () => {
    const { detail, clock, metrics } = await prepared({ cityDatabase: city, oldAfterDays: 30 });
    expect((await detail())?.detail).toBe('');
    clock.set('2026-12-20T00:00:00Z');
    expect((await detail())?.detail).toMatch(/city\.mmdb \(GeoLite2-City of 2026-11-18\) is 31 days old/);
    expect(await metrics.registry.metrics()).toContain(
      `tocsin_geoip_database_built_seconds{database="city",path="${city}"} 1795000000`,
    );
  });

  it('answers each source by the databases of its own options', async () => {
    const { enricher, enrich } = await prepared({ cityDatabase: city });
    const own = geoipOptionsSchema.parse({ asnDatabase: asn });
    await enricher.prepare(own);
    const event = anEvent({ 'source.ip': '198.41.0.4' });
    expect(enricher.enrich(event, own)).toMatchObject({ 'source.as.number': 64_500 });
    expect(enricher.enrich(event, own)).not.toHaveProperty(['source.geo.city_name']);
    expect(enrich({ 'source.ip': '198.41.0.4' })).not.toHaveProperty(['source.as.number']);
  });
});
