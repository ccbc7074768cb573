import { randomUUID } from 'node:crypto';

import { AccountEntity, IdempotencyKeyEntity } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';
import { IdempotencyKeys } from './idempotency-keys';

let api: TestApi;
let mara: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
});
afterAll(() => api.close());

const named = (key: string) => ({ 'idempotency-key': key });
const newList = (name: string, key: string) => mara.post('/api/watchlists', { name }, named(key));

describe('a POST with an Idempotency-Key', () => {
  it('is carried out once and answers the same again', async () => {
    const key = randomUUID();
    const first = await newList('once', key);
    const again = await newList('once', key);
    expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([201, null]);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await newList('once', randomUUID())).status).toBe(409);
  });

  it('is carried out once when it comes many times at once', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => newList('at-once', key)));
    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThanOrEqual(1);
    expect(made.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
    for (const { status, body } of answers)
      if (status !== 201) expect([status, body]).toMatchObject([409, { code: 'idempotency.in_progress' }]);
  });

  it('does not lend its key to another request', async () => {
    const key = randomUUID();
    await newList('mine', key);
    expect((await newList('another', key)).body).toMatchObject({ status: 409, code: 'idempotency.key_reused' });
  });

  it('that was refused may be sent again', async () => {
    const key = randomUUID();
    expect((await newList('Not A Name', key)).status).toBe(400);
    expect((await newList('a-name', key)).status).toBe(201);
  });

  it('keeps the secrets of its answer from the database', async () => {
    const key = randomUUID();
    const first = await mara.post('/api/invitations', {}, named(key));
    const again = await mara.post('/api/invitations', {}, named(key));
    expect([first.status, again.body]).toEqual([201, first.body]);
    const rows = await api.dataSource.getRepository(IdempotencyKeyEntity).find();
    const kept = Buffer.concat(rows.flatMap(({ keyHash, answer }) => [keyHash, answer ?? Buffer.alloc(0)]));
    const { url } = first.body as { url: string };
    for (const secret of [key, url, url.slice(-20)]) expect(kept.includes(secret)).toBe(false);
  });

  it('that was cut off is not carried out again, and says so', async () => {
    const key = randomUUID();
    const { id: accountId } = await api.dataSource.getRepository(AccountEntity).findOneByOrFail({});
    const request = `POST /api/watchlists\n${JSON.stringify({ name: 'cut-off' })}`;
    await api.app.get(IdempotencyKeys, { strict: false }).claim({ accountId, key, request });
    expect((await newList('cut-off', key)).body).toMatchObject({ code: 'idempotency.in_progress' });
    await api.dataSource.query(
      `UPDATE idempotency_key SET claimed_at = now() - interval '2 minutes' WHERE status IS NULL`,
    );
    expect((await newList('cut-off', key)).body).toMatchObject({ status: 409, code: 'idempotency.outcome_unknown' });
    await api.dataSource.query(
      `UPDATE idempotency_key SET claimed_at = now() - interval '25 hours' WHERE status IS NULL`,
    );
    expect((await newList('cut-off', key)).status).toBe(201);
  });

  it.each(['short', 'with blanks in the middle', 'x'.repeat(129)])('must be a key: %p', async (key) => {
    expect((await newList('any', key)).body).toMatchObject({ status: 400, code: 'idempotency.key_invalid' });
  });
});
