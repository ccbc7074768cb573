import { Clipboard } from '@angular/cdk/clipboard';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';

import { aSession } from '../../../testing/fixtures';
import { consoleBed, settle } from '../../../testing/console-bed';
import { Toasts } from '../../core/toasts/toasts';
import { byRole, press, textOf, type } from '../../../testing/screen';
import { ValueMenu } from './value-menu';

/** What a question is made of comes when it is asked, which takes a busy machine a while. */
const LOADING = { timeout: 20_000 };

@Component({ selector: 'tocsin-none', template: '' })
class Nothing {}

@Component({
  selector: 'tocsin-value-host',
  imports: [ValueMenu],
  template: `<tocsin-value-menu [field]="field()" [value]="value()" at="2026-11-24T12:00:00.000Z" />`,
})
class ValueHost {
  readonly field = signal('user.name');
  readonly value = signal('<b>root</b>');
}

async function open(value = '<b>root</b>', { field = 'user.name', permissions = ['event.read'] } = {}) {
  const routes = [
    { path: 'hunt', component: Nothing },
    { path: 'entities/:kind/:key', component: Nothing },
  ];
  const { http } = consoleBed({ routes, session: aSession(permissions) });
  const fixture = TestBed.createComponent(ValueHost);
  fixture.componentInstance.value.set(value);
  fixture.componentInstance.field.set(field);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await settle();
  byRole(element, 'button', 'What to do with').click();
  await settle();
  const items = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const query = () => TestBed.inject(Router).parseUrl(TestBed.inject(Router).url).queryParams;
  return { element, http, items, query };
}

describe(ValueMenu.name, () => {
  it('shows the value as text, and what one can do with it', async () => {
    const { element, items } = await open();
    expect(textOf(element)).toBe('<b>root</b>');
    expect(items.map(textOf)).toEqual([
      'Keep only this +',
      'Leave this out −',
      'Everything with it, ±15 min S',
      'Copy Y',
    ]);
  });

  it('looks for the value from any screen', async () => {
    const { items, query } = await open();
    items[1]?.click();
    await settle();
    expect(query()).toEqual({ q: 'NOT user.name:"<b>root</b>"' });
  });

  it('does each by its key', async () => {
    const { query, element } = await open();
    press('s');
    await settle();
    expect(query()).toEqual({
      q: 'user.name:"<b>root</b>"',
      from: '2026-11-24T11:45:00.000Z',
      to: '2026-11-24T12:15:00.000Z',
    });
    expect(document.querySelector('[role=menu]')).toBeNull();
    expect(element.contains(document.activeElement)).toBe(true);
  });

  it('copies what it is, whatever its length', async () => {
    const { items } = await open('x'.repeat(2_000));
    expect(items.map(textOf)).toEqual(['Copy Y']);
    const copy = vi.spyOn(TestBed.inject(Clipboard), 'copy').mockReturnValue(true);
    press('y');
    expect(copy).toHaveBeenCalledWith('x'.repeat(2_000));
  });

  it('offers what the role allows, and only what fits the value', async () => {
    const permissions = ['last_seen.read', 'incident.handle', 'watchlist.manage', 'block.manage'];
    const { items } = await open('203.0.113.7', { field: 'source.ip', permissions });
    expect(items.map(textOf)).toEqual([
      'All that is known ↵',
      'Keep only this +',
      'Leave this out −',
      'Everything with it, ±15 min S',
      'Copy Y',
      'Whois, at icann.org V',
      'To an incident… I',
      'Watch… W',
      'Block… B',
    ]);
    items[0]?.click();
    await settle();
    expect(TestBed.inject(Router).url).toBe('/entities/attacker/203.0.113.7');
  });

  it.each(['root', '10.0.0.1'])('does not offer what makes no sense of %s', async (value) => {
    const { items } = await open(value, { permissions: ['watchlist.manage', 'block.manage'] });
    expect(items.map(textOf)).not.toContain('Whois, at icann.org V');
    expect(items.map(textOf).includes('Block… B')).toBe(value !== 'root');
  });

  it('leaves whois to the browser of the reader', async () => {
    const asked = vi.spyOn(window, 'open').mockReturnValue(null);
    const { http } = await open('203.0.113.7', { field: 'source.ip' });
    press('v');
    expect(asked).toHaveBeenCalledWith(expect.stringContaining('203.0.113.7'), '_blank', 'noopener,noreferrer');
    http.verify();
  });

  it('finds what stands in no field by its words', async () => {
    const { query } = await open('evil.example', { field: '' });
    press('+');
    await settle();
    expect(query()).toEqual({ q: '"evil.example"' });
  });

  it('watches with a reason and an end, and takes it back', async () => {
    const { http } = await open('203.0.113.7', { field: 'source.ip', permissions: ['watchlist.manage'] });
    const dialog = await ask('w', 'Watch a value');
    http.expectOne('/api/lists?kind=watchlist').flush({ lists: [{ name: 'suspects' }] });
    http.expectOne(({ url }) => url === '/api/lists/match').flush({ matches: [], guardedBy: null });
    await settle();
    byRole(dialog, 'button', 'Watch for 30 days').click();
    http.expectNone(({ method }) => method === 'POST');
    type(byRole(dialog, 'textbox', 'Reason'), ' sprays ');
    await settle();
    byRole(dialog, 'button', 'Watch for 30 days').click();
    const entry = http.expectOne('/api/lists/suspects/entries');
    expect(entry.request.body).toEqual({
      value: '203.0.113.7',
      expiresAt: expect.stringMatching(/Z$/) as string,
      facts: { reason: 'sprays' },
    });
    entry.flush({ entries: [{ id: 'e-1' }] });
    await settle();
    const [toast] = TestBed.inject(Toasts).toasts();
    expect(toast?.text).toBe('203.0.113.7 is on suspects.');
    toast?.action?.run();
    expect(http.expectOne('/api/lists/suspects/entries/e-1').request.method).toBe('DELETE');
  });

  it('blocks only with a reference, says what that means, and that an allow list wins', async () => {
    const permissions = ['watchlist.manage', 'block.manage'];
    const { http } = await open('203.0.113.0/24', { field: 'source.ip', permissions });
    const dialog = await ask('b', 'Block a value');
    http.expectOne('/api/lists?kind=block').flush({ lists: [{ name: 'edge' }] });
    http.expectOne(({ url }) => url === '/api/lists/match').flush({ matches: [], guardedBy: '203.0.113.9' });
    await settle();
    expect(textOf(dialog)).toContain('An allow list wins: 203.0.113.9');
    expect(textOf(dialog)).toContain('cannot be made good');
    type(byRole(dialog, 'textbox', 'Reason'), 'sprays');
    await settle();
    const button = byRole(dialog, 'button', 'Block 256 addresses for 7 days');
    expect(button.getAttribute('aria-disabled')).toBe('true');
    type(byRole(dialog, 'textbox', 'Reference'), 'T-1');
    await settle();
    button.click();
    await settle();
    const problem = { status: 409, statusText: 'x' };
    http.expectOne('/api/lists/edge/entries').flush({ detail: 'The list holds this value already.' }, problem);
    await settle();
    expect(textOf(byRole(dialog, 'alert', 'It was not added'))).toContain('The list holds this value already.');
  });

  it('becomes an indicator of the incident that is chosen', async () => {
    const { http } = await open('203.0.113.7', { field: 'source.ip', permissions: ['incident.handle'] });
    const dialog = await ask('i', 'Value to an incident');
    http
      .expectOne('/api/incidents?limit=200')
      .flush({ incidents: [{ id: '1', number: 'INC-2026-0042', title: 'Spray' }] });
    await settle();
    byRole(dialog, 'button', 'INC-2026-0042').click();
    await settle();
    const { request } = http.expectOne('/api/incidents/INC-2026-0042/items');
    expect(request.body).toMatchObject({
      kind: 'indicator',
      data: { value: '203.0.113.7', note: 'seen in source.ip' },
    });
  });

  it('opens one incident, however often the indicator does not come into it', async () => {
    const { http } = await open('203.0.113.7', { field: 'source.ip', permissions: ['incident.handle'] });
    const dialog = await ask('i', 'Value to an incident');
    http.expectOne('/api/incidents?limit=200').flush({ incidents: [] });
    type(byRole(dialog, 'textbox', 'Find an open incident'), 'Spray');
    await settle();
    byRole(dialog, 'button', 'New incident: Spray').click();
    http.expectOne({ method: 'POST', url: '/api/incidents' }).flush({ number: 'INC-2026-0043' });
    await settle();
    const refused = { status: 503, statusText: 'x' };
    http.expectOne('/api/incidents/INC-2026-0043/items').flush({ code: 'x', detail: 'Later.' }, refused);
    await settle();
    byRole(dialog, 'button', 'Add to INC-2026-0043').click();
    await settle();
    http.expectNone({ method: 'POST', url: '/api/incidents' });
    http.expectOne('/api/incidents/INC-2026-0043/items');
  });
});

/** Presses the key in the open menu and finds the question it asks. */
async function ask(key: string, name: string): Promise<HTMLElement> {
  press(key);
  return vi.waitFor(async () => {
    await settle();
    return byRole(document.body, 'dialog', name);
  }, LOADING);
}
