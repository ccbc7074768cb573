import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { EventHistogram, EventPage, EventView } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../testing/console-bed';
import { aSession } from '../../../testing/fixtures';
import { allByRole, byRole, choose, press, textOf, type } from '../../../testing/screen';
import { Keyboard } from '../../core/commands/keyboard';
import { HuntPage } from './hunt-page';

const SPAN = 'from=2026-11-24T08:00:00.000Z&to=2026-11-24T12:00:00.000Z';

const anEvent = (n: number, fields: object = {}): EventView => ({
  id: `e-${n}`,
  event: { '@timestamp': `2026-11-24T11:0${n}:00.000Z`, message: `message ${n}`, 'host.name': 'web', ...fields },
});

const aPage = (events: EventView[], patch: Partial<EventPage> = {}): EventPage => ({
  events,
  total: events.length,
  nextCursor: null,
  ...patch,
});

const HISTOGRAM: EventHistogram = {
  from: '2026-11-24T08:00:00.000Z',
  to: '2026-11-24T12:00:00.000Z',
  seconds: 3_600,
  total: 4,
  bars: [{ from: '2026-11-24T09:00:00.000Z', count: 4 }],
};

async function open(address = `/hunt?${SPAN}`, session = aSession()) {
  const bed = consoleBed({ routes: [{ path: 'hunt', component: HuntPage }], session });
  const harness = await RouterTestingHarness.create(address);
  await settle();
  const element = harness.routeNativeElement as HTMLElement;
  document.body.append(element.parentElement ?? element);
  const asked = () => bed.http.match(({ url }) => url === '/api/events').at(-1);
  const answer = async (page: EventPage, histogram = HISTOGRAM) => {
    asked()?.flush(page);
    for (const request of bed.http.match(({ url }) => url === '/api/events/histogram')) request.flush(histogram);
    await settle();
  };
  const query = () => TestBed.inject(Router).parseUrl(TestBed.inject(Router).url).queryParams;
  return { ...bed, harness, element, asked, answer, query };
}

const messages = (element: HTMLElement) => allByRole(element, 'button', 'message').map(textOf);

describe(HuntPage.name, () => {
  it('asks for what the address says, and shows what is found with its exact number', async () => {
    const { element, http, answer } = await open(`/hunt?q=user.name:root&sort=oldest&${SPAN}`);
    const params = http.match(({ url }) => url === '/api/events').map(({ request }) => request.params);
    expect(params.map((one) => [one.get('q'), one.get('from'), one.get('to'), one.get('sort')])).toEqual([
      ['user.name:root', '2026-11-24T08:00:00.000Z', '2026-11-24T12:00:00.000Z', 'oldest'],
    ]);
    await answer(aPage([]));
    expect(byRole(element, 'textbox', 'Query')).toMatchObject({ value: 'user.name:root' });
  });

  it('shows events, their number and how they lie in time', async () => {
    const { element, answer } = await open();
    await answer(aPage([anEvent(2), anEvent(1)], { total: 3_393 }));
    expect(messages(element)).toEqual(['message 2', 'message 1']);
    expect(textOf(byRole(element, 'status'))).toBe('3,393 events');
    expect(element.querySelector('[role=slider]')?.getAttribute('aria-valuemax')).toBe('3');
  });

  it('looks for a new query, and again for the same one', async () => {
    const { element, answer, asked, query } = await open();
    await answer(aPage([]));
    const box = byRole(element, 'textbox', 'Query');
    type(box, ' user.name:root ');
    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    await settle();
    expect(asked()?.request.params.get('q')).toBe('user.name:root');
    expect(query()['q']).toBe('user.name:root');
    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    await settle();
    expect(asked()?.request.params.get('q')).toBe('user.name:root');
  });

  it('says what is wrong with a query, at the box', async () => {
    const { element, asked } = await open('/hunt?q=a:(');
    const problem = { title: 'x', detail: 'At 4: a value was expected.', code: 'query.syntax' };
    asked()?.flush(problem, { status: 400, statusText: 'Bad Request' });
    await settle();
    expect(textOf(byRole(element, 'alert'))).toContain('At 4: a value was expected.');
    expect(byRole(element, 'textbox', 'Query').getAttribute('aria-invalid')).toBe('true');
  });

  it('says that nothing was found, in which time, and offers a longer one', async () => {
    const { element, answer, asked, query } = await open();
    await answer(aPage([]), { ...HISTOGRAM, total: 0, bars: [] });
    expect(textOf(element)).toContain('Nothing was found');
    byRole(element, 'button', 'Look at the last 30 days').click();
    await settle();
    const params = asked()?.request.params;
    const [from, to] = [params?.get('from') ?? '', params?.get('to') ?? ''];
    expect(Date.parse(to) - Date.parse(from)).toBe(30 * 86_400_000);
    expect(query()).toEqual({ last: '30d' });
  });

  it('says where the nearest events lie, and which field nobody sends', async () => {
    const { element, answer, http, query } = await open(`/hunt?q=user.nam:root&${SPAN}`);
    await answer(aPage([]), { ...HISTOGRAM, total: 0, bars: [] });
    const nearest = http.match(({ url }) => url === '/api/events');
    expect(
      nearest.map(({ request }) => ['sort', 'from', 'to', 'limit'].map((name) => request.params.get(name))),
    ).toEqual([
      ['newest', '2000-01-01T00:00:00Z', '2026-11-24T08:00:00.000Z', '1'],
      ['oldest', '2026-11-24T12:00:00.000Z', '2100-01-01T00:00:00Z', '1'],
    ]);
    nearest[0]?.flush(aPage([{ id: 'e', event: { '@timestamp': '2026-11-23T10:00:00.000Z', message: '' } }]));
    nearest[1]?.flush(aPage([]));
    const facet = { field: 'user.nam', events: 0, distinct: 0, values: [], problem: null };
    for (const request of http.match(({ url }) => url === '/api/events/facets'))
      if (!request.cancelled) request.flush({ limitMs: 5_000, facets: [facet] });
    await settle();
    expect(textOf(element)).toContain('No event of this time has the field user.nam.');
    expect(textOf(element)).not.toContain('The nearest after');
    byRole(element, 'button', 'Go there').click();
    await settle();
    expect(query()).toMatchObject({ from: '2026-11-23T09:55:00.000Z', to: '2026-11-23T10:05:00.000Z' });
  });

  it('opens an event, and each value narrows the search', async () => {
    const { element, answer, query } = await open(`/hunt?q=a OR b&${SPAN}`);
    await answer(aPage([anEvent(1, { 'user.name': '<b>"root"</b>' })]));
    byRole(element, 'button', 'message 1').click();
    await settle();
    expect(textOf(element)).toContain('user.name<b>"root"</b>');
    byRole(element, 'button', 'Leave out user.name:').click();
    await settle();
    expect(query()['q']).toBe('(a OR b) AND NOT user.name:"<b>\\"root\\"</b>"');
    expect(query()['open']).toBeUndefined();
  });

  it('shows a field as a column, and takes it out again', async () => {
    const { element, answer, query } = await open(`/hunt?open=e-1&${SPAN}`);
    await answer(aPage([anEvent(1, { details: { a: { b: 7 } } })]));
    byRole(element, 'button', 'Column details.a.b').click();
    await settle();
    expect(query()['columns']).toBe('details.a.b');
    expect(allByRole(element, 'row')[1]?.querySelectorAll('td')[1]?.textContent).toContain('7');
    byRole(element, 'button', 'Take out the column details.a.b').click();
    await settle();
    expect(query()['columns']).toBeUndefined();
  });

  it('shows an event as fields, JSON, raw text or among those around it, by key and by arrow', async () => {
    const { element, answer } = await open(`/hunt?open=e-1&${SPAN}`);
    await answer(aPage([anEvent(1, { 'event.original': '<raw>\u202e', 'event.code': 4_624 })]));
    TestBed.inject(Keyboard);
    expect(textOf(byRole(element, 'tab', 'Fields'))).toBe('Fields 1');
    press('2');
    await settle();
    expect(textOf(byRole(element, 'tabpanel', 'JSON'))).toContain('"event.code": 4624');
    byRole(element, 'tab', 'JSON').focus();
    press('ArrowRight');
    await settle();
    expect(textOf(byRole(element, 'tabpanel', 'Raw'))).toContain('As it was sent.');
    expect(textOf(byRole(element, 'tabpanel', 'Raw'))).toContain('<raw>⟦RLO⟧');
    expect(document.activeElement).toBe(byRole(element, 'tab', 'Raw'));
  });

  it('says when no original was kept', async () => {
    const { element, answer } = await open(`/hunt?open=e-1&${SPAN}`);
    await answer(aPage([anEvent(1)]));
    byRole(element, 'tab', 'Raw').click();
    await settle();
    expect(textOf(byRole(element, 'tabpanel', 'Raw'))).toContain('The original was not kept apart');
    expect(textOf(byRole(element, 'tabpanel', 'Raw'))).toContain('message 1');
  });

  it('shows what its host said around an event, and searches all of it', async () => {
    const { element, answer, http, query } = await open(`/hunt?q=x&open=e-2&${SPAN}`);
    await answer(aPage([anEvent(2)]));
    byRole(element, 'tab', 'Around it').click();
    await settle();
    const [before, after] = http.match(({ url }) => url === '/api/events');
    const wishes = [before, after].map((one) =>
      ['q', 'from', 'to', 'sort'].map((name) => one?.request.params.get(name)),
    );
    expect(wishes).toEqual([
      ['host.name:"web"', '2026-11-24T10:57:00.000Z', '2026-11-24T11:02:00.000Z', 'newest'],
      ['host.name:"web"', '2026-11-24T11:02:00.000Z', '2026-11-24T11:07:00.000Z', 'oldest'],
    ]);
    before?.flush(aPage([anEvent(1), anEvent(0)], { total: 9 }));
    after?.flush(aPage([anEvent(2), anEvent(3)]));
    await settle();
    const panel = byRole(element, 'tabpanel', 'Around it');
    expect([...panel.querySelectorAll('li')].map((row) => textOf(row).slice(-9))).toEqual([
      'message 0',
      'message 1',
      'message 2',
      'message 3',
    ]);
    expect(textOf(panel)).toContain('7 earlier ones are not shown');
    choose(byRole(panel, 'combobox', 'Minutes'), '1');
    await settle();
    byRole(panel, 'button', 'Search all of them').click();
    await settle();
    expect(query()).toEqual({
      q: 'host.name:"web"',
      from: '2026-11-24T11:01:00.000Z',
      to: '2026-11-24T11:03:00.000Z',
      open: 'e-2',
    });
  });

  it('fetches more of the same search as one scrolls', async () => {
    let scroll: () => void = () => undefined;
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        observe = () => undefined;
        disconnect = () => undefined;
        constructor(tell: (seen: { isIntersecting: boolean }[]) => void) {
          scroll = () => tell([{ isIntersecting: true }]);
        }
      },
    );
    const { element, answer, asked } = await open();
    await answer(aPage([anEvent(2)], { total: 2, nextCursor: 'c' }));
    scroll();
    scroll();
    const request = asked();
    expect(request?.request.params.get('cursor')).toBe('c');
    request?.flush(aPage([anEvent(1)], { total: 2 }));
    await settle();
    expect(messages(element)).toEqual(['message 2', 'message 1']);
    vi.unstubAllGlobals();
  });

  it('fetches more of the same search when told to', async () => {
    const { element, answer, asked } = await open();
    await answer(aPage([anEvent(2)], { total: 2, nextCursor: 'c' }));
    byRole(element, 'button', 'More events').click();
    const request = asked();
    expect([request?.request.params.get('cursor'), request?.request.params.get('from')]).toEqual([
      'c',
      '2026-11-24T08:00:00.000Z',
    ]);
    request?.flush(aPage([anEvent(1)], { total: 2 }));
    await settle();
    expect(messages(element)).toEqual(['message 2', 'message 1']);
    expect(allByRole(element, 'button', 'More events')).toEqual([]);
  });

  it('narrows the time to a bar by keys', async () => {
    const { element, answer, query } = await open();
    await answer(aPage([anEvent(1)]));
    element.querySelector<HTMLElement>('[role=slider]')?.focus();
    press('ArrowLeft');
    press('ArrowLeft');
    press('Enter');
    await settle();
    expect(query()).toEqual({ from: '2026-11-24T09:00:00.000Z', to: '2026-11-24T10:00:00.000Z' });
  });

  it('narrows the time to several bars, by keys or by a drag', async () => {
    const { element, answer, query } = await open();
    await answer(aPage([anEvent(1)]));
    const bars = element.querySelector<HTMLElement>('[role=slider]') as HTMLElement;
    bars.focus();
    press('ArrowLeft');
    press('ArrowLeft', { shiftKey: true });
    await settle();
    expect(bars.getAttribute('aria-valuetext')).toContain('4 in 2 bars');
    press('Enter');
    await settle();
    expect(query()).toEqual({ from: '2026-11-24T09:00:00.000Z', to: '2026-11-24T11:00:00.000Z' });
  });

  it('drags over bars', async () => {
    const { element, answer, query } = await open();
    await answer(aPage([anEvent(1)]));
    const bars = element.querySelector<HTMLElement>('[role=slider]') as HTMLElement;
    vi.spyOn(bars, 'getBoundingClientRect').mockReturnValue({ left: 0, width: 400 } as DOMRect);
    bars.setPointerCapture = () => undefined;
    const drag = (type: string, clientX: number) => bars.dispatchEvent(new PointerEvent(type, { clientX, button: 0 }));
    drag('pointerdown', 350);
    drag('pointermove', 220);
    drag('pointerup', 150);
    await settle();
    expect(query()).toEqual({ from: '2026-11-24T09:00:00.000Z', to: '2026-11-24T12:00:00.000Z' });
  });

  it('keeps a span that ends now as such, and steps through time', async () => {
    const { element, answer, query } = await open();
    await answer(aPage([]));
    const [from, to] = allByRole(element, 'textbox').filter((box) =>
      (box as HTMLInputElement).value.startsWith('2026-'),
    );
    type(from as HTMLElement, '-4h');
    type(to as HTMLElement, '');
    byRole(element, 'button', 'Set').click();
    await settle();
    expect(query()).toEqual({ last: '4h' });
    expect(textOf(byRole(element, 'combobox'))).toContain('Last 4h');
    await answer(aPage([]));
    byRole(element, 'button', 'Earlier').click();
    await settle();
    const [begin, end] = [query()['from'] as string, query()['to'] as string];
    expect(Date.parse(end) - Date.parse(begin)).toBe(4 * 3_600_000);
    expect(Date.parse(end)).toBeLessThan(Date.now() - 3_000_000);
  });

  it('takes two times, and refuses what is none', async () => {
    const { element, answer, query } = await open();
    await answer(aPage([]));
    const [from] = allByRole(element, 'textbox').filter((box) => (box as HTMLInputElement).value.startsWith('2026-'));
    type(from as HTMLElement, 'some day');
    byRole(element, 'button', 'Set').click();
    await settle();
    expect(textOf(byRole(element, 'alert'))).toContain('Write times as');
    type(from as HTMLElement, '2026-11-24 09:30');
    byRole(element, 'button', 'Set').click();
    await settle();
    expect(query()['from']).toBe('2026-11-24T09:30:00.000Z');
    choose(byRole(element, 'combobox'), '1h');
    await settle();
    expect(query()).toEqual({ last: '1h' });
  });

  it('says why a search failed, and tries again', async () => {
    const { element, asked } = await open();
    asked()?.flush({ detail: 'The store is away.' }, { status: 503, statusText: 'x' });
    await settle();
    expect(textOf(byRole(element, 'alert'))).toContain('The store is away.');
    byRole(element, 'button', 'Retry').click();
    await settle();
    expect(asked()).toBeDefined();
  });

  it('asks for nothing without the permission, and says so', async () => {
    const { element, http } = await open('/hunt', aSession(['alert.read']));
    expect(textOf(element)).toContain('You may not see this');
    http.expectNone('/api/events');
  });
});
