import { Title } from '@angular/platform-browser';
import { TestBed } from '@angular/core/testing';
import { Router, TitleStrategy } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Alert, AlertEntities, AlertHistoryPage, AlertRelated, RuleRecord } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aDetail, anAlert, aSession, IDRIS, MARA, NOW } from '../../../../testing/fixtures';
import { allByRole, byRole, press, textOf, type } from '../../../../testing/screen';
import { Keyboard } from '../../../core/commands/keyboard';
import { PageTitles } from '../../../core/shell/page-titles';
import { alertRoutes } from '../alerts.routes';
import { AlertTrail } from '../live/alert-trail';

async function openPage(number: string, session = aSession()) {
  const bed = consoleBed({
    session,
    routes: [{ path: 'alerts', children: alertRoutes }],
    providers: [{ provide: TitleStrategy, useExisting: PageTitles }],
  });
  TestBed.inject(Keyboard);
  TestBed.inject(AlertTrail).remember('/alerts/views/open?q=x', ['A-1', 'A-2', 'A-3'], 214);
  const harness = await RouterTestingHarness.create(`/alerts/${number}`);
  const answer = async (detail: Alert) => {
    await vi.waitFor(() => bed.http.expectOne(`/api/alerts/${detail.number}`).flush(detail));
    await settle();
  };
  const answerHistory = async (number: string, entries: AlertHistoryPage['entries']) => {
    const page: AlertHistoryPage = { entries, nextCursor: null };
    await vi.waitFor(() => bed.http.expectOne(({ url }) => url === `/api/alerts/${number}/history`).flush(page));
    await settle();
  };
  const answerPart = async (what: string, body: unknown, status = 200) => {
    const request = () => bed.http.expectOne(`/api/alerts/${number}/${what}`);
    await vi.waitFor(() => request().flush(body as object, { status, statusText: 'x' }));
    await settle();
  };
  return { ...bed, answer, answerHistory, answerPart, screen: harness.routeNativeElement as HTMLElement };
}

describe('the page of an alert', () => {
  it('shows the proof with its values, the events, and what the author said', async () => {
    const { answer, screen } = await openPage('A-2');
    await answer(
      aDetail(anAlert(2), { acknowledgedAt: '2026-11-24T12:04:00.000Z', assignee: IDRIS, status: 'in_progress' }),
    );
    const words = textOf(screen);
    for (const part of [
      'event.outcome',
      'equals failure',
      'Failed password for root',
      'T1110.001',
      'A forgotten password',
    ]) {
      expect(words).toContain(part);
    }
    expect(screen.querySelector('mark')?.textContent).toContain('failure');
    expect(TestBed.inject(Title).getTitle()).toBe('A-2 Password guessing 2 · Tocsin');
  });

  it('tells who did what to it, with their comments as the text they are, and adds what is done meanwhile', async () => {
    const { answer, answerHistory, screen, socket } = await openPage('A-2');
    await answer(aDetail(anAlert(2)));
    const at = '2026-11-24T12:04:00.000Z';
    await answerHistory('A-2', [
      { id: '1', at, kind: 'acknowledge', by: IDRIS, detail: {} },
      { id: '2', at, kind: 'assign', by: IDRIS, detail: { from: IDRIS, to: MARA } },
      { id: '3', at, kind: 'tag', by: MARA, detail: { added: ['vpn'], removed: [] } },
      { id: '4', at, kind: 'comment', by: MARA, detail: { text: '<b>bold</b>' } },
    ]);
    const words = textOf(screen);
    for (const part of [
      'Alert raised by a rule on the stream',
      'Idris Bell took it',
      'Idris Bell gave it to Mara Hill',
      'Mara Hill added the tag vpn',
      'Mara Hill wrote <b>bold</b>',
    ])
      expect(words).toContain(part);
    const resolved = anAlert(2, { status: 'resolved', verdict: 'benign', revision: 2 });
    socket.emit('alert.changed', { ...resolved, coveredUntil: null });
    await answerHistory('A-2', [{ id: '5', at, kind: 'resolve', by: IDRIS, detail: { verdict: 'benign' } }]);
    expect(textOf(screen)).toContain('Idris Bell resolved it as benign');
    expect(textOf(screen)).toContain('Idris Bell took it');
  });

  it('tells what is known of the entities, each with its page, and names them while it is not', async () => {
    const session = aSession(['alert.read', 'last_seen.read']);
    const { answer, answerPart, screen } = await openPage('A-2', session);
    await answer(aDetail(anAlert(2)));
    const entities = byRole(screen, 'region', 'Entities');
    byRole(entities, 'button', 'What to do with source.ip 203.0.113.9');
    expect(textOf(entities)).not.toContain('risk');
    const seen = { firstSeen: NOW, lastSeen: NOW, count: 427, lastEventId: 'e', source: 'sso' };
    const place = { country: 'Portugal', city: null, asNumber: 64_511, asName: null };
    const lists = [{ list: 'suspects', kind: 'watchlist' as const, value: '203.0.113.0/24', facts: {} }];
    const facts = { kind: 'attacker' as const, alerts: { open: 1, total: 3 }, risk: 38, seen, lists, place };
    const entity = { field: 'source.ip', value: '203.0.113.9', ...facts };
    await answerPart('entities', { entities: [entity], total: 1, isWhole: true } satisfies AlertEntities);
    for (const part of ['risk 38', '3 other alerts, 1 open', '427 events', 'AS64511, Portugal'])
      expect(textOf(entities)).toContain(part);
    expect(byRole(entities, 'link', 'suspects').getAttribute('href')).toContain('/watchlists/suspects');
    const page = byRole(entities, 'link', 'All that is known of 203.0.113.9');
    expect(page.getAttribute('href')).toBe('/entities/attacker/203.0.113.9');
  });

  it('does not lead to the page of an entity without the permission', async () => {
    const { answer, screen } = await openPage('A-2');
    await answer(aDetail(anAlert(2)));
    const entities = byRole(screen, 'region', 'Entities');
    byRole(entities, 'button', 'What to do with source.ip 203.0.113.9');
    expect(allByRole(entities, 'link', 'All that is known')).toEqual([]);
  });

  it('names what it shares with others, and says how its rule did', async () => {
    const { answer, answerPart, screen } = await openPage('A-2');
    await answer(aDetail(anAlert(2)));
    const shares = [{ field: 'source.ip', value: '203.0.113.9' }];
    const { number, title, severity, status, lastAt } = anAlert(7);
    const incident = { number: 'INC-2026-0042', title: '<b>Spray</b>', severity, isClosed: true, isOwn: false, shares };
    await answerPart('related', {
      days: 30,
      alerts: [{ number, title, severity, status, lastAt, shares }],
      hasMore: false,
      incidents: [incident],
    } satisfies AlertRelated);
    const related = textOf(byRole(screen, 'region', 'Related'));
    for (const part of ['1 alert, 1 incident', 'A-7 Password guessing 7 same source.ip, new', '<b>Spray</b>', 'closed'])
      expect(related).toContain(part);
    const verdicts = { true_positive: 1, false_positive: 12, benign: 3, duplicate: 0 };
    const record = { days: 90, alerts: 18, open: 2, verdicts, medianMsToResolve: 180_000 };
    await answerPart('rule-record', record satisfies RuleRecord);
    const said = textOf(byRole(screen, 'region', 'Record of the rule'));
    for (const part of ['18, 2 open', 'False positive12', '3 min']) expect(said).toContain(part);
  });

  it('says what could not be loaded, part by part', async () => {
    const { answer, answerPart, screen } = await openPage('A-2');
    await answer(aDetail(anAlert(2)));
    for (const part of ['entities', 'related', 'rule-record']) await answerPart(part, {}, 503);
    const words = allByRole(screen, 'alert').map(textOf).join(' ');
    for (const part of ['What is known of them', 'What is related', 'The record']) expect(words).toContain(part);
    expect(textOf(screen)).toContain('Failed password for root');
  });

  it('goes to the part that the address names', async () => {
    const { answer, screen } = await openPage('A-2#history');
    await answer(aDetail(anAlert(2)));
    expect(document.activeElement).toBe(byRole(screen, 'region', 'History and comments'));
  });

  it('comments with M', async () => {
    const { answer, http } = await openPage('A-2');
    await answer(aDetail(anAlert(2)));
    press('m');
    const dialog = await vi.waitFor(() => byRole(document.body, 'dialog', 'Comment on A-2'));
    type(byRole(dialog, 'textbox', 'Comment'), ' Asked. ');
    byRole(dialog, 'button', 'Comment').click();
    await settle();
    expect(http.expectOne('/api/alerts/A-2/comments').request.body).toEqual({ text: 'Asked.' });
  });

  it('goes to the neighbours of the list it came from, and back to that list', async () => {
    const { answer, screen } = await openPage('A-2');
    await answer(aDetail(anAlert(2)));
    expect(textOf(screen)).toContain('2 of 214');
    expect(byRole(screen, 'link', 'Alerts').getAttribute('href')).toBe('/alerts/views/open?q=x');
    press('j');
    await answer(aDetail(anAlert(3)));
    expect(TestBed.inject(Router).url).toBe('/alerts/A-3');
    press('j');
    await settle();
    expect(TestBed.inject(Router).url).toBe('/alerts/A-3');
  });

  it('renders nothing of what an event says', async () => {
    const { answer, screen } = await openPage('A-2');
    const evil = '<img src=x onerror=alert(1)>\u202e\u001b[2J';
    const detail = aDetail(anAlert(2, { title: evil, reason: evil, entity: { field: 'user.name', value: evil } }));
    await answer({ ...detail, proof: { ...detail.proof, events: [{ id: 'e', at: detail.firstAt, message: evil }] } });
    expect(screen.querySelector('img')).toBeNull();
    expect(textOf(screen)).toContain('<img src=x onerror=alert(1)>⟦RLO⟧⟦ESC⟧[2J');
    expect(screen.textContent).not.toContain('\u202e');
    expect(TestBed.inject(Title).getTitle()).not.toContain('\u202e');
  });

  it('shows the fields of an event on demand, and says when it is not stored any more', async () => {
    const { answer, http, screen } = await openPage('A-2');
    await answer(aDetail(anAlert(2)));
    byRole(screen, 'button', 'Fields').click();
    await settle();
    const event = { '@timestamp': '2026-11-24T11:58:00.000Z', message: 'm', 'user.name': '<b>root</b>' };
    http.expectOne('/api/events/e-1').flush({ id: 'e-1', event });
    await settle();
    expect(textOf(screen)).toContain('user.name<b>root</b>');
    byRole(screen, 'button', 'Fields').click();
    await settle();
    byRole(screen, 'button', 'Fields').click();
    await settle();
    http.expectOne('/api/events/e-1').flush({}, { status: 404, statusText: 'x' });
    await settle();
    expect(textOf(byRole(screen, 'alert'))).toContain('not stored any more');
  });

  it('links only plain web addresses of the author', async () => {
    const { answer, screen } = await openPage('A-2');
    const detail = aDetail(anAlert(2));
    await answer({ ...detail, rule: { ...detail.rule, references: ['javascript:alert(1)', 'https://a.example/x'] } });
    expect(allByRole(screen, 'link').filter((link) => textOf(link).includes('javascript'))).toEqual([]);
    expect(byRole(screen, 'link', 'https://a.example/x').getAttribute('rel')).toBe('noopener noreferrer');
  });

  it.each([404, 400])('says the same of alerts that do not exist and of those one may not see (%d)', async (status) => {
    const { http, screen } = await openPage('A-9');
    await vi.waitFor(() => http.expectOne('/api/alerts/A-9').flush({}, { status, statusText: 'x' }));
    await settle();
    byRole(screen, 'heading', 'You may not see A-9');
  });
});
