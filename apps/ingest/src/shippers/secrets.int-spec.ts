import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ApiKeys } from '@tocsin/access-control';
import { DatabaseModule } from '@tocsin/database';
import { MessagingModule } from '@tocsin/messaging';
import { createService } from '@tocsin/observability';
import { eventually, testPostgresUrl } from '@tocsin/testing';

import { ingestOptionsSchema } from '../ingest.config';
import { IngestModule } from '../ingest.module';
import { ask } from '../testing/ask';

/** In a file of its own: the first logger of a process is the one it keeps. */
describe('a key', () => {
  it('is told nobody: it is in no answer and not in the log', async () => {
    const written: string[] = [];
    process.env['LOG_LEVEL'] = 'trace';
    // Pino writes to standard output when that was replaced, and past it otherwise.
    const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const folder = mkdtempSync(join(tmpdir(), 'tocsin-keys-'));
    const url = await testPostgresUrl();
    const app = await createService({
      name: 'ingest',
      imports: [
        DatabaseModule.forRoot({ url }),
        MessagingModule.forRoot({ kind: 'postgres', url, publishTimeoutMs: 5_000, maxUnconfirmed: 64 }),
        IngestModule.register(ingestOptionsSchema.parse({ spoolBytes: 0, keySnapshotFile: join(folder, 'keys.json') })),
      ],
    });
    await app.listen(0, '127.0.0.1');
    const door = { url: `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}` };
    await eventually(async () => (await fetch(`${door.url}/readyz`)).ok);
    const { id, secret } = await app.get(ApiKeys, { strict: false }).create('web');
    const answers = [
      await ask(door, '/events', { body: '{}', headers: { authorization: `Splunk ${id}:${secret}` } }),
      await ask(door, '/events', { body: '{}', headers: { authorization: `Splunk ${id}:x${secret}` } }),
      await ask(door, `/events?token=${id}:${secret}`, { body: '{}', headers: {} }),
      await ask(door, '/events', { body: '{}', headers: { 'x-api-key': `x${id}:${secret}` } }),
    ];
    await app.close();
    spy.mockRestore();
    rmSync(folder, { recursive: true });
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 401, 401]);
    expect(JSON.stringify(answers)).not.toContain(secret);
    expect(written.join('')).toContain('"path":"/events"');
    expect(written.join('')).toContain('auth.unknown_key');
    expect(written.join('')).not.toContain(secret);
  });
});
