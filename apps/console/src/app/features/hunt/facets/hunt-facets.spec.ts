import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { EventFacet } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { allByRole, byRole, press, textOf, type } from '../../../../testing/screen';
import { HuntPage } from '../hunt-page';

const SPAN = 'from=2026-11-24T08:00:00.000Z&to=2026-11-24T12:00:00.000Z';

const USERS: EventFacet = {
  ...{ field: 'user.name', events: 4, distinct: 2, problem: null },
  values: [
    { value: '<b>root</b>', count: 3 },
    { value: 'ada', count: 1 },
  ],
};

const SLOW: EventFacet = {
  ...{ field: 'source.ip', events: 0, distinct: 0, values: [] },
  problem: { code: 'too_slow', detail: 'It would take longer than 5 s.' },
};

async function open(address = `/hunt?q=a&facets=user.name,source.ip&${SPAN}`) {
  const { http } = consoleBed({ routes: [{ path: 'hunt', component: HuntPage }] });
  const harness = await RouterTestingHarness.create(address);
  await settle();
  const element = harness.routeNativeElement as HTMLElement;
  document.body.append(element.parentElement ?? element);
  const asked = () => http.match(({ url }) => url === '/api/events/facets').at(-1);
  const query = () => TestBed.inject(Router).parseUrl(TestBed.inject(Router).url).queryParams;
  return { http, element, asked, query };
}

async function filled(facets = [USERS, SLOW]) {
  const opened = await open();
  opened.asked()?.flush({ limitMs: 5_000, facets });
  await settle();
  return opened;
}

const value = (element: HTMLElement, name: string) => byRole(element, 'button', `Keep only user.name ${name}`);

describe('facets', () => {
  it('are asked for with the search, for the fields of the address', async () => {
    const { asked } = await open();
    const params = asked()?.request.params;
    expect(['q', 'from', 'to', 'fields'].map((name) => params?.get(name))).toEqual([
      ...['a', '2026-11-24T08:00:00.000Z', '2026-11-24T12:00:00.000Z', 'user.name,source.ip'],
    ]);
  });

  it('show values with their counts as text, and say why a field was not counted', async () => {
    const { element } = await filled();
    const pane = textOf(byRegion(element));
    expect(pane).toContain('user.name2 different values');
    expect(pane).toContain('<b>root</b>3');
    expect(pane).toContain('Not counted. It would take longer than 5 s.');
  });

  it('keep a value, or leave it out', async () => {
    const { element, query } = await filled();
    value(element, '<b>root</b>').click();
    await settle();
    expect(query()['q']).toBe('a AND user.name:"<b>root</b>"');
  });

  it('are walked by arrows, and minus leaves out', async () => {
    const { element, query } = await filled();
    expect(value(element, 'ada').tabIndex).toBe(-1);
    value(element, '<b>root</b>').focus();
    press('ArrowDown');
    await settle();
    expect(document.activeElement).toBe(value(element, 'ada'));
    expect(value(element, 'ada').tabIndex).toBe(0);
    press('-');
    await settle();
    expect(query()['q']).toBe('a AND NOT user.name:"ada"');
  });

  it('are of other fields when somebody wants so', async () => {
    const { element, query } = await filled();
    byRole(element, 'button', 'Do not count source.ip').click();
    await settle();
    expect(query()['facets']).toBe('user.name');
    const boxes = allByRole(byRegion(element), 'textbox');
    type(boxes[0] as HTMLElement, 'details.a');
    byRole(element, 'button', 'Count').click();
    await settle();
    expect(query()['facets']).toBe('user.name,details.a');
  });

  it('are not counted when they are hidden', async () => {
    const { element, query, http } = await filled();
    byRole(element, 'button', 'Hide').click();
    await settle();
    expect(query()['facets']).toBe('off');
    expect(element.querySelector('tocsin-hunt-facets')).toBeNull();
    expect(http.match(({ url }) => url === '/api/events/facets')).toEqual([]);
  });

  it('say why they could not be had, and try again', async () => {
    const { element, asked } = await open();
    asked()?.flush({ detail: 'The store is away.' }, { status: 503, statusText: 'x' });
    await settle();
    expect(textOf(byRegion(element))).toContain('The store is away.');
    byRole(byRegion(element), 'button', 'Retry').click();
    await settle();
    expect(asked()).toBeDefined();
  });
});

function byRegion(element: HTMLElement): HTMLElement {
  return element.querySelector('tocsin-hunt-facets') as HTMLElement;
}
