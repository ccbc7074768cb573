import { Title } from '@angular/platform-browser';
import { TestBed } from '@angular/core/testing';
import { Router, TitleStrategy } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Alert } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aDetail, anAlert, IDRIS } from '../../../../testing/fixtures';
import { allByRole, byRole, press, textOf } from '../../../../testing/screen';
import { Keyboard } from '../../../core/commands/keyboard';
import { PageTitles } from '../../../core/shell/page-titles';
import { alertRoutes } from '../alerts.routes';
import { AlertTrail } from '../live/alert-trail';

async function openPage(number: string) {
  const bed = consoleBed({
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
  return { ...bed, answer, screen: harness.routeNativeElement as HTMLElement };
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
    expect(words).toContain('Idris Bell took it');
    expect(screen.querySelector('mark')?.textContent).toContain('failure');
    expect(TestBed.inject(Title).getTitle()).toBe('A-2 Password guessing 2 · Tocsin');
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
