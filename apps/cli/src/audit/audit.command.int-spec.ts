import { AuditTrail, COMMAND_LINE } from '@tocsin/audit';
import { SystemClock } from '@tocsin/clock';
import { createDataSource, migrate } from '@tocsin/database';
import { testPostgresUrl } from '@tocsin/testing';
import { Command } from 'commander';
import type { DataSource } from 'typeorm';

import { addAuditCommand } from './audit.command';

let dataSource: DataSource;
let printed = '';

beforeEach(async () => {
  const url = await testPostgresUrl();
  process.env['TOCSIN_DATABASE_URL'] = url;
  dataSource = await createDataSource({ url }).initialize();
  await migrate(dataSource);
  const trail = new AuditTrail(new SystemClock());
  const change = { by: COMMAND_LINE, action: 'key.create', object: { kind: 'key', id: 'k1' } };
  for (let left = 3; left > 0; left -= 1) await dataSource.transaction((manager) => trail.record(manager, change));
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  delete process.env['TOCSIN_DATABASE_URL'];
  await dataSource.destroy();
});

function run(...options: string[]): Promise<unknown> {
  const program = new Command();
  addAuditCommand(program);
  return program.parseAsync(['audit', 'verify', '--data', '/nowhere', ...options], { from: 'user' });
}

async function cutOut(): Promise<void> {
  await dataSource.query('ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only');
  await dataSource.query('DELETE FROM audit_entry WHERE seq = 2');
}

describe('tocsin audit verify', () => {
  it('says how many rows are as they were written', async () => {
    await run();
    expect(printed).toMatch(/^3 entries, none changed, none missing\. Hash of the last: [0-9a-f]{64}\n$/);
  });

  it('fails, and names the first row that is not', async () => {
    await cutOut();
    await expect(run()).rejects.toThrow('row 2 of the audit log is missing');
    expect(printed).toBe('');
  });

  it('says both to programs', async () => {
    await run('--json');
    expect(JSON.parse(printed)).toMatchObject({ entries: 3, broken: null });
    printed = '';
    await cutOut();
    await expect(run('--json')).rejects.toThrow('row 2');
    expect(JSON.parse(printed)).toMatchObject({ entries: 1, broken: { seq: '2', reason: 'missing' } });
  });
});
