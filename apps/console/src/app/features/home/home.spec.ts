import { TestBed } from '@angular/core/testing';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Home, HomeItem } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../testing/console-bed';
import { aHello, aSession, NOW } from '../../../testing/fixtures';
import { allByRole, byRole, press, textOf } from '../../../testing/screen';
import { Keyboard } from '../../core/commands/keyboard';
import { HomePage } from './home-page';
import { HomeRisks } from './sections/home-risks';

function aMatter(key: string, patch: Partial<HomeItem> = {}): HomeItem {
  return {
    ...{ key, kind: 'alert', severity: 'critical', label: `A-${key}`, title: `Password guessing ${key}` },
    ...{ consequence: 'Nobody has taken it.', at: NOW, atWord: '', count: 1, path: `/alerts/A-${key}`, isDone: false },
    ...patch,
  };
}

function aHome(patch: Partial<Home> = {}): Home {
  return {
    ...{ asOf: NOW, since: '2026-11-23T20:04:37.000Z', sinceIs: 'last_session', changes: [], blind: [] },
    sums: { alerts: null, incidents: null, events: { accepted: 98_140_220, unexplained: 0 } },
    yours: { alerts: { open: 0, oldestAt: null }, tasks: null },
    ...patch,
  };
}

async function open(home: Home, address = '/home') {
  const routes = [
    { path: 'home', component: HomePage },
    { path: '**', children: [] },
  ];
  const bed = consoleBed({ session: aSession(['status.read']), routes });
  TestBed.inject(Keyboard);
  const harness = await RouterTestingHarness.create(address);
  await settle();
  const element = harness.routeNativeElement as HTMLElement;
  document.body.append(element.parentElement ?? element);
  const answer = async (body: object | null, url = '/api/home') => {
    const request = bed.http.expectOne((one) => one.url === url);
    request.flush(body);
    await settle();
    return request.request;
  };
  await answer(home);
  return { ...bed, element, answer };
}

describe('home', () => {
  it('says that nothing needs anybody, and for how long', async () => {
    const { element } = await open(aHome());
    byRole(element, 'heading', 'Nothing changed in 16 h that needs you.');
    expect(textOf(element)).toContain('0 events unaccounted of 98,140,220 accepted');
  });

  it('is walked by keys, and what somebody is done with makes room', async () => {
    const { element, answer } = await open(aHome({ changes: [aMatter('1'), aMatter('2'), aMatter('3')] }));
    press('j');
    press('j');
    expect(textOf(document.activeElement as HTMLElement)).toContain('A-2');
    press('d');
    await settle();
    expect(textOf(document.activeElement as HTMLElement)).toContain('A-3');
    expect((await answer(null, '/api/home/done')).body).toEqual({ key: '2', isDone: true });
    expect(allByRole(element, 'link', 'A-2')).toEqual([]);
    byRole(element, 'button', 'Show 1 done').click();
    await settle();
    byRole(element, 'link', 'A-2');
  });

  it('goes by what others are done with once its own mark is known to all', async () => {
    const { element, answer, socket } = await open(aHome({ changes: [aMatter('1'), aMatter('2')] }));
    const again = async (isDone: boolean) => {
      socket.emit('hello', aHello());
      await settle();
      await answer(aHome({ changes: [aMatter('1', { isDone }), aMatter('2')] }));
    };
    press('j');
    press('d');
    await settle();
    await answer(null, '/api/home/done');
    await again(true);
    expect(allByRole(element, 'link', 'A-1')).toEqual([]);
    await again(false);
    byRole(element, 'link', 'A-1');
  });

  it('brings back what could not be kept as done', async () => {
    const { element, http } = await open(aHome({ changes: [aMatter('1')] }));
    press('j');
    press('d');
    await settle();
    http.expectOne('/api/home/done').flush({}, { status: 503, statusText: 'Away' });
    await settle();
    byRole(element, 'link', 'A-1');
  });

  it('moves nothing under the hand: what is new waits for a key', async () => {
    const { element, answer, socket } = await open(aHome({ changes: [aMatter('1')] }));
    socket.emit('hello', aHello());
    await settle();
    await answer(aHome({ changes: [aMatter('9'), aMatter('1')] }));
    expect(allByRole(element, 'link', 'A-9')).toEqual([]);
    byRole(element, 'button', '1 new');
    press('.');
    await settle();
    byRole(element, 'link', 'A-9');
  });

  it('leads to the screen of a matter, and nowhere else', async () => {
    const paths = ['/parked?reason=type&source=mail', 'https://evil.example/', '/entities/asset/a%2Fb'];
    const { element } = await open(aHome({ changes: paths.map((path, at) => aMatter(`${at}`, { path })) }));
    const hrefs = ['A-0', 'A-1', 'A-2'].map((label) => byRole(element, 'link', label).getAttribute('href'));
    expect(hrefs).toEqual(['/parked?reason=type&source=mail', '/home', '/entities/asset/a%2Fb']);
  });

  it('asks for the time in its address', async () => {
    const bed = consoleBed({ session: aSession(['status.read']), routes: [{ path: 'home', component: HomePage }] });
    await RouterTestingHarness.create('/home?since=2026-11-24T00:00:00.000Z');
    await settle();
    const request = bed.http.expectOne((one) => one.url === '/api/home').request;
    expect(request.params.get('since')).toBe('2026-11-24T00:00:00.000Z');
  });
});

describe('the riskiest entities', () => {
  it('are not said to be all when those of one kind could not be loaded', async () => {
    const { http } = consoleBed({ session: aSession(['last_seen.read']) });
    const element = TestBed.createComponent(HomeRisks).nativeElement as HTMLElement;
    await settle();
    const ask = (kind: string) => http.expectOne(({ params }) => params.get('kind') === kind);
    for (const kind of ['asset', 'identity']) ask(kind).flush({ entities: [] });
    ask('attacker').flush({ detail: 'Away.' }, { status: 503, statusText: 'x' });
    await settle();
    expect(textOf(byRole(element, 'alert'))).toContain('Away.');
    expect(textOf(element)).not.toContain('None has');
    byRole(element, 'button', 'Retry').click();
    await settle();
    for (const kind of ['asset', 'identity', 'attacker']) ask(kind).flush({ entities: [] });
    await settle();
    expect(textOf(element)).toContain('None has open alerts.');
  });
});
