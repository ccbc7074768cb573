import type { Browser, BrowserContext, Page } from '@playwright/test';

import { eventually } from './eventually';

export const PASSWORD = 'copper kettle rings at noon';

/** A person at a browser of their own, signed in. */
export interface Responder {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** Accepts a one-time link (set-up or invitation) in a new browser, lands on Home and goes on to the alerts. */
export async function joinBy(
  browser: Browser,
  link: string,
  who: { readonly username: string; readonly displayName: string },
): Promise<Responder> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await formIsThere(page);
  await page.getByLabel('Name to sign in with').fill(who.username);
  await page.getByLabel('Name that others see').fill(who.displayName);
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Make account' }).click();
  await page.waitForURL('**/home');
  await page.getByRole('heading', { name: 'Since you left' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await page.waitForURL('**/alerts/**');
  return { context, page };
}

/** The first page of a cold browser on a busy machine takes its time; what stands there instead is worth knowing. */
function formIsThere(page: Page): Promise<boolean> {
  return eventually('the form of the link is there', async () => {
    if (await page.getByLabel('Name to sign in with').isVisible()) return true;
    throw new Error(`it shows: ${await page.locator('body').innerText()}`);
  });
}

interface ApiAnswer<T> {
  readonly status: number;
  readonly body: T;
}

/** Calls the API as the page itself does: same origin, same session. */
export function callApi<T>(page: Page, method: string, path: string, body?: unknown): Promise<ApiAnswer<T>> {
  return page.evaluate(
    async ({ method, path, body }) => {
      const response = await fetch(path, {
        method,
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as unknown };
    },
    { method, path, body },
  ) as Promise<ApiAnswer<T>>;
}

/** Makes a source and a key for it through the API, as a pair. */
export async function createKey(page: Page, source: string): Promise<{ readonly id: string; readonly secret: string }> {
  const made = await callApi<unknown>(page, 'POST', '/api/sources', { name: source, description: 'end-to-end test' });
  if (made.status >= 300) throw new Error(`source ${source}: ${made.status} ${JSON.stringify(made.body)}`);
  const key = await callApi<{ id: string; secret: string }>(page, 'POST', `/api/sources/${source}/keys`, {
    description: 'end-to-end test',
  });
  if (key.status >= 300) throw new Error(`key of ${source}: ${key.status} ${JSON.stringify(key.body)}`);
  return key.body;
}

interface StoredEvent {
  readonly id: string;
  readonly event: Readonly<Record<string, unknown>>;
}

interface EventPage {
  readonly events: readonly StoredEvent[];
  readonly total: number;
  readonly nextCursor: string | null;
}

const EVERYTHING = 'from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z';

/** How many events of a source are in the store. */
export async function countEvents(page: Page, source: string): Promise<number> {
  const query = encodeURIComponent(`tocsin.source:"${source}"`);
  const answer = await callApi<EventPage>(page, 'GET', `/api/events?q=${query}&${EVERYTHING}&limit=1`);
  if (answer.status !== 200) throw new Error(`search: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.total;
}

/** Every event of a source. */
export async function allEvents(page: Page, source: string): Promise<StoredEvent[]> {
  const query = encodeURIComponent(`tocsin.source:"${source}"`);
  const events: StoredEvent[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await callApi<EventPage>(page, 'GET', `/api/events?q=${query}&${EVERYTHING}&limit=500${after}`);
    if (answer.status !== 200) throw new Error(`search: ${answer.status} ${JSON.stringify(answer.body)}`);
    events.push(...answer.body.events);
    cursor = answer.body.nextCursor;
  }
  return events;
}
