import { alertHistoryPageSchema, alertPageSchema } from '@tocsin/api-contract';
import { eventually, testPostgresUrl } from '@tocsin/testing';

import { insertAlert } from '../../../testing/an-alert';
import type { Browser } from '../../../testing/browser';
import { TestApi } from '../../../testing/test-api';

let apis: [TestApi, TestApi];
let mara: Browser;

beforeAll(async () => {
  const databaseUrl = await testPostgresUrl();
  const first = await TestApi.start({ databaseUrl });
  mara = await first.setUp();
  apis = [first, await TestApi.start({ databaseUrl })];
});
afterAll(() => Promise.all(apis.map((api) => api.close())));

const soon = (ms: number) => new Date(Date.now() + ms);

async function historyOf(number: string) {
  return alertHistoryPageSchema.parse((await mara.get(`/api/alerts/${number}/history`)).body).entries;
}

describe('a snooze that is over', () => {
  it('is written and told once, though two instances look', async () => {
    const alerts = [];
    for (let n = 0; n < 30; n += 1) alerts.push(await insertAlert(apis[0].dataSource, { snoozedUntil: soon(300) }));
    const told = () => apis.flatMap(({ bus }) => bus.announced).filter(({ topic }) => topic === 'alert.changed');
    await eventually(async () => {
      const { total } = alertPageSchema.parse((await mara.get('/api/alerts?limit=1')).body);
      return total === 30 && told().length >= 30 ? true : undefined;
    });
    for (const { number, id } of alerts) {
      expect(await historyOf(`A-${number}`)).toMatchObject([{ kind: 'unsnooze', by: null }]);
      expect((await mara.get(`/api/alerts/A-${number}`)).body).toMatchObject({ snoozedUntil: null, revision: 2 });
      expect(told().filter(({ fact }) => (fact as { id: string }).id === id)).toHaveLength(1);
    }
  });

  it('is none where the snooze was made longer, or the alert resolved', async () => {
    const longer = await insertAlert(apis[0].dataSource, { snoozedUntil: soon(3_600_000) });
    const resolved = await insertAlert(apis[0].dataSource, { snoozedUntil: soon(-60_000), status: 'resolved' });
    const over = await insertAlert(apis[0].dataSource, { snoozedUntil: soon(-1) });
    await eventually(async () => ((await historyOf(`A-${over.number}`)).length > 0 ? true : undefined));
    expect(await historyOf(`A-${longer.number}`)).toEqual([]);
    expect(await historyOf(`A-${resolved.number}`)).toEqual([]);
  });
});
