import { encodeBatch } from '@tocsin/event-model';

import { pipelineOptionsSchema } from '../pipeline.config';
import { aBatch, PipelineUnderTest } from '../testing/pipeline-under-test';
import { settingsBySource } from './settings-by-source';

describe(settingsBySource.name, () => {
  it('puts what is said of a source over what is said of all, option by option', () => {
    const options = pipelineOptionsSchema.parse({
      normalizers: { a: { x: 1, y: 1 }, b: false, c: { z: 1 }, d: {} },
      sources: { branch: { normalizers: { a: { y: 2 }, b: { on: true }, c: false } } },
    });
    expect(settingsBySource(options)).toMatchObject([
      {
        source: 'branch',
        at: 'pipeline.sources.branch',
        settings: { normalizers: { a: { x: 1, y: 2 }, b: { on: true }, c: false, d: {} } },
      },
    ]);
  });

  it('refuses what is no kind of plug-in', () => {
    expect(pipelineOptionsSchema.safeParse({ sources: { branch: { parsers: {} } } }).success).toBe(false);
  });
});

describe('a source with plug-ins of its own', () => {
  const line = JSON.stringify({
    message: 'Nov 24 11:00:00 web1 sshd[7]: Failed password for root from 8.8.8.8 port 4000 ssh2',
  });

  async function outcomeOf(source: string, options: object): Promise<unknown> {
    const under = new PipelineUnderTest({ rulesFolder: __dirname, ...options });
    const batch = aBatch([line], { source });
    await (await under.handler()).handle({ id: batch.id, headers: {}, body: encodeBatch(batch), attempt: 1 });
    await under.stop();
    return under.store.events[0]?.event['event.outcome'];
  }

  it('is understood by those, and the others by the common ones', async () => {
    const sources = { branch: { normalizers: { sshd: false as const } } };
    expect(await outcomeOf('branch', { sources })).toBeUndefined();
    expect(await outcomeOf('other', { sources })).toBe('failure');
  });

  it('does not start with a plug-in nobody knows, and says where it stands', async () => {
    const under = new PipelineUnderTest({
      rulesFolder: __dirname,
      sources: { branch: { unwrappers: {}, normalizers: { nobody: {} }, enrichers: {} } },
    });
    await expect(under.handler()).rejects.toThrow(
      'pipeline.sources.branch.normalizers.nobody: there is no such plug-in',
    );
    await under.stop();
  });
});
