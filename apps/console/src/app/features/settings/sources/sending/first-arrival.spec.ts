import { TestBed } from '@angular/core/testing';

import { consoleBed, flushEffects } from '../../../../../testing/console-bed';
import { aSession } from '../../../../../testing/fixtures';
import { byRole, textOf } from '../../../../../testing/screen';
import { FirstArrival } from './first-arrival';

const nothing = { events: [], total: 0, nextCursor: null };
const page = (total: number, message = 'Failed password') => ({
  events: [{ id: 'e-1', event: { '@timestamp': '2020-11-23T09:00:00.000Z', message } }],
  total,
  nextCursor: null,
});

async function watch(session = aSession()) {
  const { http } = consoleBed({ session });
  const fixture = TestBed.createComponent(FirstArrival);
  fixture.componentRef.setInput('source', 'web');
  await flushEffects();
  const asked = () => http.match(({ url }) => url === '/api/events');
  const answer = async (body: object) => {
    const [request] = asked();
    request?.flush(body);
    await flushEffects();
    return request;
  };
  const wait = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    await flushEffects();
  };
  return { answer, asked, element: fixture.nativeElement as HTMLElement, wait };
}

describe('waiting for the first event', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('asks every few seconds for events of this source, whatever their time, until there is one', async () => {
    const { answer, asked, element, wait } = await watch();
    const first = await answer(nothing);
    expect(first?.request.params.get('q')).toBe('tocsin.source:"web"');
    expect(first?.request.params.get('from')).toBe('1970-01-01T00:00:00Z');
    expect(textOf(element)).toContain('Waiting for the first event of web.');
    await wait(3_000);
    await answer(page(1));
    expect(textOf(byRole(element, 'status'))).toContain('The first event arrived.');
    await wait(60_000);
    expect(asked()).toEqual([]);
  });

  it('shows the message as the text it is', async () => {
    const { answer, element } = await watch();
    await answer(page(1, '<img src=x onerror=alert(1)>'));
    expect(element.querySelector('img')).toBeNull();
    expect(textOf(element)).toContain('<img src=x onerror=alert(1)>');
  });

  it('says how many there are of a source that was sending before, and looks again on demand', async () => {
    const { answer, element } = await watch();
    await answer(page(1_234));
    expect(textOf(element)).toContain('1,234 so far. The newest:');
    byRole(element, 'button', 'Look again').click();
    await flushEffects();
    await answer(page(1_235));
    expect(textOf(element)).toContain('1,235 so far.');
  });

  it('says when it could not look, and goes on', async () => {
    const { answer, asked, element, wait } = await watch();
    asked()[0]?.flush({ detail: 'The event store is away.' }, { status: 503, statusText: 'x' });
    await flushEffects();
    expect(textOf(element)).toContain('Looking failed, trying again: The event store is away.');
    await wait(3_000);
    await answer(page(1));
    expect(textOf(element)).toContain('The first event arrived.');
  });

  it('does not ask while nobody can see the page', async () => {
    const { answer, asked, wait } = await watch();
    await answer(nothing);
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    await wait(30_000);
    expect(asked()).toEqual([]);
  });

  it('ends after a quarter of an hour, and begins anew on demand', async () => {
    const { answer, asked, element, wait } = await watch();
    await answer(nothing);
    for (let look = 0; look < 300; look += 1) {
      await wait(3_000);
      await answer(nothing);
    }
    expect(textOf(element)).toContain('No event of web arrived in a quarter of an hour.');
    await wait(60_000);
    expect(asked()).toEqual([]);
    byRole(element, 'button', 'Look again').click();
    await flushEffects();
    await answer(page(1));
    expect(textOf(element)).toContain('The first event arrived.');
  });

  it('says who may see it to people who may not read events', async () => {
    const { asked, element } = await watch(aSession(['source.read']));
    expect(asked()).toEqual([]);
    expect(textOf(element)).toContain('event.read');
  });
});
