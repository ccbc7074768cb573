import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import { Metrics, ReadinessChecks } from '@tocsin/observability';
import { describeEnricherContract } from '@tocsin/plugin-kit/testing';
import { anEvent } from '@tocsin/testing';

import { GeoDatabases } from './geo-databases';
import { GeoipEnricher } from './geoip.enricher';
import { geoipOptionsSchema, type GeoipOptions } from './geoip.options';
import { tinyMmdb } from './testing/tiny-mmdb';

const folder = mkdtempSync(join(tmpdir(), 'tocsin-geoip-'));
const city = join(folder, 'city.mmdb');
const asn = join(folder, 'asn.mmdb');

beforeAll(() => {
  Logger.overrideLogger(false);
  const place = {
    country: { iso_code: 'NL', names: { en: 'Netherlands' } },
    city: { names: { en: 'Utrecht' } },
    location: { latitude: 52.5, longitude: 5.25 },
  };
  writeFileSync(city, tinyMmdb('GeoLite2-City', { '198.41.0.4': place }));
  writeFileSync(
    asn,
    tinyMmdb('GeoLite2-ASN', {
      '198.41.0.4': { autonomous_system_number: 64_500, autonomous_system_organization: 'Example Net' },
    }),
  );
});

afterAll(() => {
  Logger.overrideLogger(['log', 'warn', 'error']);
  rmSync(folder, { recursive: true });
});

async function prepared(given: Partial<GeoipOptions> = {}) {
  const checks = new ReadinessChecks();
  const enricher = new GeoipEnricher(new GeoDatabases(new Metrics(), checks));
  const options = geoipOptionsSchema.parse(given);
  await enricher.prepare(options);
  return { enricher, options, checks };
}

describe(GeoipEnricher.name, () => {
  const subject = new GeoipEnricher(new GeoDatabases(new Metrics(), new ReadinessChecks()));
  const defaults = geoipOptionsSchema.parse({});
  beforeAll(() => subject.prepare(defaults));
  describeEnricherContract({ enricher: subject, options: defaults, event: anEvent({ 'source.ip': '8.8.8.8' }) });

  it('names the country of public addresses at both ends out of the box', async () => {
    const { enricher } = await prepared();
    expect(enricher.enrich(anEvent({ 'source.ip': '8.8.8.8', 'destination.ip': '2001:4860:4860::8888' }))).toEqual({
      'source.geo.country_iso_code': 'US',
      'source.geo.country_name': 'United States',
      'destination.geo.country_iso_code': 'US',
      'destination.geo.country_name': 'United States',
    });
  });

  it('takes an IPv4 address written as IPv6 for what it is', async () => {
    const { enricher } = await prepared();
    expect(enricher.enrich(anEvent({ 'source.ip': '::ffff:8.8.8.8' }))).toHaveProperty(['source.geo.country_name']);
  });

  it.each([
    '10.0.0.1',
    '192.168.1.1',
    '127.0.0.1',
    '169.254.1.1',
    '224.0.0.1',
    '192.0.2.7',
    'fe80::1',
    'fd00::1',
    '::1',
  ])('passes over %s, which belongs to no country', async (address) => {
    const { enricher } = await prepared();
    expect(enricher.enrich(anEvent({ 'source.ip': address }))).toEqual({});
  });

  it('reads City and ASN databases given by path', async () => {
    const { enricher } = await prepared({ cityDatabase: city, asnDatabase: asn });
    expect(enricher.enrich(anEvent({ 'source.ip': '198.41.0.4' }))).toEqual({
      'source.geo.country_iso_code': 'NL',
      'source.geo.country_name': 'Netherlands',
      'source.geo.city_name': 'Utrecht',
      'source.geo.location': { lat: 52.5, lon: 5.25 },
      'source.as.number': 64_500,
      'source.as.organization.name': 'Example Net',
    });
    expect(enricher.enrich(anEvent({ 'source.ip': '198.41.0.5' }))).toEqual({});
  });

  it('goes on without a database that is missing or of another kind, and says so', async () => {
    const { enricher, checks } = await prepared({ cityDatabase: join(folder, 'none.mmdb'), asnDatabase: city });
    expect(enricher.enrich(anEvent({ 'source.ip': '198.41.0.4' }))).toEqual({});
    const { ready, checks: answers } = await checks.ask();
    expect(ready).toBe(true);
    expect(answers['geoip']?.detail).toMatch(/city database .*none\.mmdb.*asn database .*not an ASN database/);
  });
});
