import { AuditEntryEntity, createDataSource, migrate } from '@tocsin/database';
import { FakeClock, testPostgresUrl } from '@tocsin/testing';
import type { DataSource } from 'typeorm';

import { AuditTrail, type AuditedChange } from './audit-trail';
import { withOrigin } from './request-origin';
import { verifyAudit } from './verify-audit';

const CHANGE: AuditedChange = {
  by: { accountId: null, username: 'mara' },
  action: 'alert.resolve',
  object: { kind: 'alert', id: 'A-12' },
  before: { status: 'new' },
  after: { status: 'resolved', note: 'one\u0000two \ud800' },
};

let dataSource: DataSource;
let trail: AuditTrail;
beforeEach(async () => {
  dataSource = await createDataSource({ url: await testPostgresUrl() }).initialize();
  await migrate(dataSource);
  trail = new AuditTrail(new FakeClock('2026-11-24T12:00:00.123Z'));
});
afterEach(() => dataSource.destroy());

const record = (change = CHANGE) => dataSource.transaction((manager) => trail.record(manager, change));
const rows = () => dataSource.getRepository(AuditEntryEntity).find({ order: { seq: 'ASC' } });

async function tamper(sql: string): Promise<void> {
  await dataSource.query('ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only');
  await dataSource.query(sql);
}

describe(AuditTrail.name, () => {
  it('keeps who did what to which thing, what it was and is, when and from where', async () => {
    await withOrigin({ address: '192.0.2.7', requestId: 'r-1' }, () => record());
    expect(await rows()).toMatchObject([
      {
        seq: '1',
        at: new Date('2026-11-24T12:00:00.123Z'),
        actorName: 'mara',
        action: 'alert.resolve',
        objectKind: 'alert',
        objectId: 'A-12',
        before: '{"status":"new"}',
        after: '{"status":"resolved","note":"one\\u0000two \\ud800"}',
        address: '192.0.2.7',
        requestId: 'r-1',
      },
    ]);
    expect((await verifyAudit(dataSource)).broken).toBeNull();
  });

  it('knows no origin outside of a request', async () => {
    await record();
    expect(await rows()).toMatchObject([{ address: null, requestId: null }]);
  });

  it('leaves nothing of a change that was taken back', async () => {
    const failing = dataSource.transaction(async (manager) => {
      await trail.record(manager, CHANGE);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await record();
    expect(await verifyAudit(dataSource)).toMatchObject({ entries: 1, broken: null });
  });

  it('makes one chain of what many record at once', async () => {
    await Promise.all(Array.from({ length: 40 }, () => record()));
    expect(await verifyAudit(dataSource)).toMatchObject({ entries: 40, broken: null });
  });

  it('is not changed, emptied or shortened by who has only the ways of the program', async () => {
    await record();
    for (const sql of ['UPDATE audit_entry SET at = now()', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry']) {
      await expect(dataSource.query(sql)).rejects.toThrow('only ever appended to');
    }
  });
});

describe(verifyAudit, () => {
  beforeEach(() =>
    dataSource.transaction(async (manager) => {
      for (let left = 1_005; left > 0; left -= 1) await trail.record(manager, CHANGE);
    }),
  );

  it.each([
    ['a changed word', `UPDATE audit_entry SET actor_name = 'idris' WHERE seq = 1003`, '1003', 'changed'],
    ['a moved time', `UPDATE audit_entry SET at = at + interval '1 s' WHERE seq = 2`, '2', 'changed'],
    ['a removed row', 'DELETE FROM audit_entry WHERE seq = 3', '3', 'missing'],
    ['a removed end', 'DELETE FROM audit_entry WHERE seq > 1000', '1001', 'missing'],
    ['a row of somebody else', `UPDATE audit_head SET seq = 1004`, '1005', 'unexpected'],
    ['a chain with another end', `UPDATE audit_head SET hash = 'x'`, '1005', 'changed'],
  ])('finds %s', async (_what, sql, seq, reason) => {
    await tamper(sql);
    expect((await verifyAudit(dataSource)).broken).toEqual({ seq, reason });
  });

  it('finds a row that was changed together with its own hash', async () => {
    await tamper(`UPDATE audit_entry SET action = 'x', hash = encode(sha256('x'), 'hex') WHERE seq = 5`);
    expect((await verifyAudit(dataSource)).broken).toEqual({ seq: '5', reason: 'changed' });
  });
});
