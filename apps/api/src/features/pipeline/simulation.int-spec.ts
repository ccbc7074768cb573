import { SIMULATE_QUESTION } from '@tocsin/messaging';
import { testPostgresUrl } from '@tocsin/testing';

import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

const PATH = '/api/pipeline/simulate';
const ANSWER = {
  lines: [{ outcome: 'parked', line: 1, stage: 'parse', code: 'parse.json', reason: 'No.', trace: [] }],
};

describe('a simulation', () => {
  let api: TestApi;
  let mara: Browser;
  beforeAll(async () => {
    api = await TestApi.start({ databaseUrl: await testPostgresUrl() });
    mara = await api.setUp();
  });
  afterAll(() => api.close());

  it('says that no pipeline is running, and what does not need one', async () => {
    const answer = await mara.post(PATH, { lines: ['a'] });
    expect([answer.status, answer.body]).toMatchObject([503, { code: 'pipeline.away' }]);
  });

  it('is what a pipeline answers to the request as its contract completes it', async () => {
    const asked: unknown[] = [];
    const answering = await api.bus.answer(SIMULATE_QUESTION, (question) => {
      asked.push(question);
      return Promise.resolve(ANSWER);
    });
    const answer = await mara.post(PATH, { lines: ['a'], dialect: 'syslog' });
    await answering.close();
    expect([answer.status, answer.body]).toEqual([200, ANSWER]);
    expect(asked).toEqual([{ lines: ['a'], dialect: 'syslog', source: 'simulation', zone: 'UTC', tags: [] }]);
  });

  it('takes a thousand lines and a mebibyte of them, and no more', async () => {
    const answering = await api.bus.answer(SIMULATE_QUESTION, () => Promise.resolve(ANSWER));
    const status = async (lines: readonly string[]) => (await mara.post(PATH, { lines })).status;
    expect(await status(Array.from({ length: 1_000 }, () => '"'.repeat(1_000)))).toBe(200);
    expect(await status(Array.from({ length: 1_001 }, () => 'a'))).toBe(400);
    expect(await status(['x'.repeat(1024 ** 2 + 1)])).toBe(400);
    await answering.close();
  });

  it('is refused to somebody who is not signed in', async () => {
    expect((await api.browser().post(PATH, { lines: ['a'] })).status).toBe(401);
  });
});
