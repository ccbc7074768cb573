import { Module } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import request from 'supertest';

import { createService } from './create-service';
import { pathWithoutSecrets } from './logging';
import { Metrics } from './metrics';
import { ReadinessChecks } from './readiness-checks';

@Module({})
class NothingModule {}

let app: INestApplication;

beforeAll(async () => {
  process.env['LOG_LEVEL'] = 'silent';
  app = await createService({ name: 'spec', imports: [NothingModule] });
  await app.init();
});
afterAll(() => app.close());

function http() {
  return request(app.getHttpServer() as Parameters<typeof request>[0]);
}

describe('a service', () => {
  it('is alive as soon as it listens', async () => {
    await http().get('/healthz').expect(200, { status: 'ok' });
  });

  it('is ready only while every part says so, and names the one that does not', async () => {
    const checks = app.get(ReadinessChecks);
    checks.add('disk', () => Promise.resolve({ ok: true, detail: '' }));
    await http().get('/readyz').expect(200);
    checks.add('broker', () => Promise.reject(new Error('connection refused; start RabbitMQ')));
    const answer = await http().get('/readyz').expect(503);
    expect(answer.body).toMatchObject({
      ready: false,
      checks: { broker: { detail: 'connection refused; start RabbitMQ' } },
    });
  });

  it('shows its figures in the form Prometheus reads', async () => {
    app.get(Metrics).counter('tocsin_spec_total', 'Counted by the spec.', ['kind']).inc({ kind: 'x' }, 2);
    const answer = await http().get('/metrics').expect(200);
    expect(answer.text).toContain('tocsin_spec_total{kind="x"} 2');
  });

  it('answers with a request id and takes over a sane one', async () => {
    const given = await http().get('/healthz').set('x-request-id', 'abc-1');
    expect(given.headers['x-request-id']).toBe('abc-1');
    const made = await http().get('/healthz').set('x-request-id', 'a b <script>');
    expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe(pathWithoutSecrets.name, () => {
  it('hides one-time tokens and drops the query', () => {
    expect(pathWithoutSecrets('/api/invitations/s3cret/accept?x=1')).toBe('/api/invitations/…/accept');
    expect(pathWithoutSecrets('/lists/block-s3cret.txt')).toBe('/lists/…');
    expect(pathWithoutSecrets('/api/lists/block-page/entries')).toBe('/api/lists/block-page/entries');
  });
});
