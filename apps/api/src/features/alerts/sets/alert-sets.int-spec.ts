import { randomUUID } from 'node:crypto';

import { alertSetLeftSchema, alertSetSchema, type AlertSet, type AlertSetAction } from '@tocsin/api-contract';
import { verifyAudit } from '@tocsin/audit';
import { eventually, testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../../../testing/an-alert';
import type { Browser } from '../../../../testing/browser';
import { TestApi } from '../../../../testing/test-api';

/** `ALERT_SET_SIZE=1500000` makes it the long run: about a quarter of an hour, 8 GB of disk. */
const MANY = Number(process.env['ALERT_SET_SIZE'] ?? 20_000);
const LIMIT_MS = Math.max(60_000, MANY * 1.5);

const BENIGN: AlertSetAction = { kind: 'resolve', verdict: 'benign', comment: 'load test of the office' };

let api: TestApi;
let mara: Browser;
let noor: Browser;

beforeAll(async () => {
  api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
  mara = await api.setUp();
  const { url } = (await mara.post('/api/invitations', {})).body as { url: string };
  noor = await api.accept(url.split('/').at(-1) ?? '', 'noor');
});
beforeEach(() => api.dataSource.query('TRUNCATE alert, alert_set CASCADE'));
afterAll(() => api.close());

/** So many alerts like one another. */
async function raiseMany(count: number): Promise<void> {
  const { id } = await insertAlert(api.dataSource, {});
  const columns = (
    await api.dataSource.query<{ name: string }[]>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'alert'
      AND column_name NOT IN ('id', 'number', 'group_key') AND table_schema = current_schema()`,
    )
  ).map(({ name }) => name);
  await api.dataSource.transaction(async (manager) => {
    await manager.query('SET LOCAL statement_timeout = 0');
    await manager.query(
      `INSERT INTO alert (id, group_key, ${columns.join(', ')})
        SELECT gen_random_uuid(), 'g' || n, ${columns.join(', ')} FROM alert, generate_series(2, ${count}) AS n WHERE id = $1`,
      [id],
    );
  });
}

async function freeze(which: object): Promise<AlertSet> {
  const { status, body } = await mara.post('/api/alert-sets', which);
  expect([status, body]).toEqual([201, body]);
  return alertSetSchema.parse(body);
}

async function run(id: string, action: AlertSetAction): Promise<AlertSet> {
  const { status, body } = await mara.post(`/api/alert-sets/${id}/run`, action);
  expect([status, body]).toEqual([202, body]);
  return settled(id, 'done');
}

function settled(id: string, state: AlertSet['state']): Promise<AlertSet> {
  return eventually(
    async () => {
      const set = alertSetSchema.parse((await mara.get(`/api/alert-sets/${id}`)).body);
      return set.state === state ? set : undefined;
    },
    { timeoutMs: LIMIT_MS - 10_000 },
  );
}

async function counts(): Promise<Record<string, number>> {
  const rows = await api.dataSource.query<{ what: string; count: string }[]>(
    `SELECT status || coalesce(' ' || verdict, '') AS what, count(*) FROM alert GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ what, count }) => [what, Number(count)]));
}

/** All of an alert but what every change changes. */
function lasting({ revision: _revision, updatedAt: _updatedAt, ...rest }: Record<string, unknown>) {
  return rest;
}

async function numbers(): Promise<string[]> {
  const rows = await api.dataSource.query<{ number: string }[]>('SELECT number FROM alert ORDER BY number');
  return rows.map(({ number }) => `A-${number}`);
}

describe('all alerts that match', () => {
  it(
    'are resolved together, but for those a colleague decided about, and put back as they were',
    async () => {
      await raiseMany(MANY);
      const set = await freeze({ filter: {} });
      expect(set).toMatchObject({ total: MANY, state: 'frozen', action: null });
      const [first = '', second = '', third = ''] = await numbers();
      await noor.post(`/api/alerts/${first}/acknowledge`, {});
      await noor.post(`/api/alerts/${second}/resolve`, { verdict: 'true_positive' });
      const late = `A-${(await insertAlert(api.dataSource, { groupKey: 'late' })).number}`;

      const done = await run(set.id, BENIGN);
      expect(done).toMatchObject({ total: MANY, done: MANY - 2, changed: 2, unfit: 0 });
      expect(await counts()).toEqual({
        new: 1,
        in_progress: 1,
        'resolved true_positive': 1,
        'resolved benign': MANY - 2,
      });
      const left = alertSetLeftSchema.parse((await mara.get(`/api/alert-sets/${set.id}/left?limit=1`)).body);
      expect(left).toMatchObject({ alerts: [{ number: first, why: 'changed' }], nextCursor: first });
      const rest = await mara.get(`/api/alert-sets/${set.id}/left?cursor=${first}`);
      expect(rest.body).toMatchObject({ alerts: [{ number: second, why: 'changed' }], nextCursor: null });
      const past = (await mara.get(`/api/alerts/${third}/history`)).body as { entries: object[] };
      expect(past.entries).toMatchObject([
        { kind: 'resolve', by: { username: 'mara' }, detail: { verdict: 'benign', text: 'load test of the office' } },
      ]);

      await noor.post(`/api/alerts/${third}/reopen`, {});
      expect((await mara.post(`/api/alert-sets/${set.id}/undo`, {})).status).toBe(202);
      expect(await settled(set.id, 'undone')).toMatchObject({ undone: MANY - 3, kept: 1 });
      expect(await counts()).toEqual({ new: MANY - 1, in_progress: 1, 'resolved true_positive': 1 });
      expect((await mara.get(`/api/alerts/${late}`)).body).toMatchObject({ status: 'new', revision: 1 });
      expect(await verifyAudit(api.dataSource)).toMatchObject({ broken: null });
    },
    LIMIT_MS,
  );

  it('count with a signal that arrives meanwhile as what they are', async () => {
    await raiseMany(3);
    const set = await freeze({ filter: { severity: ['medium', 'high', 'low', 'critical', 'informational'] } });
    await api.dataSource.query(
      'UPDATE alert SET signal_count = signal_count + 1, revision = revision + 1, updated_at = now()',
    );
    expect(await run(set.id, BENIGN)).toMatchObject({ total: 3, done: 3 });
  });
});

describe('those that were chosen', () => {
  it('are taken, given away, snoozed and tagged, each with the way back', async () => {
    await raiseMany(3);
    const chosen = (await numbers()).slice(0, 2);
    const [noorId] = (
      await api.dataSource.query<{ id: string }[]>(`SELECT id FROM account WHERE username = 'noor'`)
    ).map(({ id }) => id);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const actions: AlertSetAction[] = [
      { kind: 'acknowledge' },
      { kind: 'assign', assigneeId: noorId ?? null },
      { kind: 'snooze', until },
      { kind: 'tag', add: ['scan'], remove: [] },
    ];
    const expected = [
      { assignee: { username: 'mara' }, status: 'in_progress' },
      { assignee: { username: 'noor' }, status: 'new' },
      { snoozedUntil: until },
      { tags: ['scan'] },
    ];
    for (const [index, action] of actions.entries()) {
      const before = (await mara.get(`/api/alerts/${chosen[0]}`)).body as Record<string, unknown>;
      const set = await freeze({ numbers: chosen });
      expect(await run(set.id, action)).toMatchObject({ total: 2, done: 2 });
      expect((await mara.get(`/api/alerts/${chosen[0]}`)).body).toMatchObject(expected[index] ?? {});
      await mara.post(`/api/alert-sets/${set.id}/undo`, {});
      expect(await settled(set.id, 'undone')).toMatchObject({ undone: 2, kept: 0 });
      const after = (await mara.get(`/api/alerts/${chosen[0]}`)).body as Record<string, unknown>;
      expect(lasting(after)).toEqual(lasting(before));
    }
    const { entries } = (await mara.get(`/api/alerts/${chosen[0]}/history`)).body as { entries: { kind: string }[] };
    expect(entries.map(({ kind }) => kind)).toEqual([
      'acknowledge',
      'assign',
      'assign',
      'assign',
      'snooze',
      'unsnooze',
      'tag',
      'tag',
    ]);
  });

  it('are left where there is nothing to do', async () => {
    await raiseMany(2);
    const [first = ''] = await numbers();
    await noor.post(`/api/alerts/${first}/resolve`, { verdict: 'benign' });
    const set = await freeze({ filter: { status: 'all' } });
    expect(await run(set.id, BENIGN)).toMatchObject({ total: 2, done: 1, unfit: 1, changed: 0 });
  });
});

describe('a set', () => {
  it('is of whoever made it, and is used once', async () => {
    await raiseMany(2);
    const set = await freeze({ filter: {} });
    expect((await noor.get(`/api/alert-sets/${set.id}`)).status).toBe(404);
    expect((await noor.post(`/api/alert-sets/${set.id}/run`, BENIGN)).status).toBe(404);
    expect((await mara.post(`/api/alert-sets/${set.id}/undo`, {})).status).toBe(409);
    await run(set.id, BENIGN);
    expect(await run(set.id, BENIGN)).toMatchObject({ done: 2 });
    const other = await mara.post(`/api/alert-sets/${set.id}/run`, { kind: 'resolve', verdict: 'true_positive' });
    expect([other.status, (other.body as { code: string }).code]).toEqual([409, 'alert_set.settled']);
  });

  it('is forgotten after a day with all its members, but not before it can be undone no more', async () => {
    await raiseMany(3);
    const [old, done] = [await freeze({ filter: {} }), await freeze({ filter: {} })];
    await run(done.id, BENIGN);
    await api.dataSource.query(`UPDATE alert_set SET created_at = now() - interval '25 hours'`);
    await eventually(async () => (await mara.get(`/api/alert-sets/${old.id}`)).status === 404);
    const members = await api.dataSource.query<object[]>('SELECT DISTINCT set_id FROM alert_set_member');
    expect(members).toEqual([{ set_id: done.id }]);
    expect((await mara.post(`/api/alert-sets/${done.id}/undo`, {})).status).toBe(202);
  });

  it.each([
    [{}, 400],
    [{ numbers: [] }, 400],
    [{ numbers: ['18422'] }, 400],
    [{ filter: { status: 'gone' } }, 400],
  ])('made of %j answers %d', async (which, status) => {
    expect((await mara.post('/api/alert-sets', which)).status).toBe(status);
  });

  it.each([
    { kind: 'resolve', verdict: 'duplicate' },
    { kind: 'snooze', until: '2020-01-01T00:00:00Z' },
    { kind: 'assign', assigneeId: randomUUID() },
  ])('refuses %j', async (action) => {
    await raiseMany(1);
    const set = await freeze({ filter: {} });
    expect((await mara.post(`/api/alert-sets/${set.id}/run`, action)).status).toBe(400);
  });

  it('that waited while no api ran is worked off by the next one', async () => {
    await raiseMany(1);
    const set = await freeze({ filter: {} });
    await api.dataSource.query(`UPDATE alert_set SET state = 'running', action = $1`, [JSON.stringify(BENIGN)]);
    expect(await settled(set.id, 'done')).toMatchObject({ done: 1 });
  });
});
