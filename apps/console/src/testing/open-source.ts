import type { Key, Source } from '@tocsin/api-contract';
import { RouterTestingHarness } from '@angular/router/testing';

import { settingsRoutes } from '../app/features/settings/settings.routes';
import { consoleBed, settle } from './console-bed';
import { aKey, aSession, aSource } from './fixtures';
import { byRole } from './screen';

interface Opened {
  readonly source?: Source;
  readonly keys?: readonly Key[];
  readonly session?: ReturnType<typeof aSession>;
  /** Below the page of the source. */
  readonly path?: string;
}

/** The page of a source with its answers given, and hands to work it with. */
export async function openSource({ source = aSource(), keys = [aKey()], session, path = '' }: Opened = {}) {
  const opened = await visitSource({ ...(session ? { session } : {}), path });
  await opened.answer('/api/sources/web', source);
  await opened.answer('/api/sources/web/keys', { keys });
  return opened;
}

/** The same before anything is answered. */
export async function visitSource({ session = aSession(), path = '' }: Pick<Opened, 'session' | 'path'> = {}) {
  const { http } = consoleBed({ session, routes: [{ path: 'settings', children: settingsRoutes }] });
  const harness = await RouterTestingHarness.create();
  const page = harness.fixture.nativeElement as HTMLElement;
  document.body.append(page);
  await harness.navigateByUrl(`/settings/sources/web${path}`);
  await settle();
  const answer = async (url: string, body: object | null, method = 'GET') => {
    const request = http.expectOne({ method, url });
    request.flush(body);
    await settle();
    return request.request.body as unknown;
  };
  const fail = async (url: string, method = 'GET', problem: object = { detail: 'The database is away.' }) => {
    const { status = 503 } = problem as { status?: number };
    http.expectOne({ method, url }).flush(problem, { status, statusText: 'x' });
    await settle();
  };
  const click = async (name: string) => {
    byRole(page, 'button', name).click();
    await settle();
  };
  const goTo = async (url: string) => {
    await harness.navigateByUrl(url);
    await settle();
  };
  return { answer, click, fail, goTo, http, page };
}
