import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { TestBed } from '@angular/core/testing';
import type { Incident } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aSession } from '../../../../testing/fixtures';
import { allByRole, byRole, textOf, type } from '../../../../testing/screen';
import { IncidentStore } from '../page/incident-store';
import { MergeBanner } from './merge-banner';
import { MergeDialog } from './merge-dialog';

const one = (number: string, patch: Partial<Incident> = {}): Incident =>
  ({
    id: number,
    number,
    title: `About <i>${number}</i>`,
    phase: 'recovery',
    mergedInto: null,
    merged: [],
    ...patch,
  }) as Incident;

async function banner(
  incident: Incident,
  permissions: Parameters<typeof aSession>[0] = ['incident.read', 'incident.handle'],
) {
  const bed = consoleBed({ session: aSession(permissions), providers: [IncidentStore] });
  const fixture = TestBed.createComponent(MergeBanner);
  fixture.componentRef.setInput('incident', incident);
  await settle();
  return { ...bed, element: fixture.nativeElement as HTMLElement };
}

describe('what was merged', () => {
  it('points to the whole, and can be taken out of it', async () => {
    const { element, http } = await banner(one('INC-2026-0001', { mergedInto: 'INC-2026-0002' }));
    expect(byRole(element, 'link', 'INC-2026-0002').getAttribute('href')).toBe('/incidents/INC-2026-0002');
    byRole(element, 'button', 'Un-merge').click();
    expect(http.expectOne('/api/incidents/INC-2026-0001/unmerge').request.method).toBe('POST');
  });

  it('is named where it shows, without a button for those who only read', async () => {
    const { element } = await banner(one('INC-2026-0002', { merged: ['INC-2026-0001'] }), ['incident.read']);
    expect(byRole(element, 'link').getAttribute('href')).toBe('/incidents/INC-2026-0001');
    expect(allByRole(element, 'button')).toEqual([]);
  });
});

describe('the dialog that merges', () => {
  it('offers the others, wants one and a reason, and keeps what was chosen while one searches on', async () => {
    const closed: unknown[] = [];
    const { http } = consoleBed({
      providers: [
        { provide: DIALOG_DATA, useValue: one('INC-2026-0001') },
        { provide: DialogRef, useValue: { close: (wish: unknown) => closed.push(wish) } },
      ],
    });
    const fixture = TestBed.createComponent(MergeDialog);
    const element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    const answer = async (...incidents: Incident[]) => {
      http.expectOne(({ url }) => url === '/api/incidents').flush({ incidents, total: 0, nextCursor: null, asOf: '' });
      await settle();
    };
    await settle();
    await answer(one('INC-2026-0001'), one('INC-2026-0002'), one('INC-2026-0003', { mergedInto: 'INC-2026-0002' }));
    const list = byRole(element, 'button', 'About <i>INC-2026-0002</i>');
    expect(allByRole(element, 'button', 'About')).toEqual([list]);
    byRole(element, 'button', 'Merge').click();
    await settle();
    expect(textOf(byRole(element, 'alert'))).toBe('Choose the other incident.');
    list.click();
    type(byRole(element, 'textbox', 'Find the other'), 'nothing');
    await settle();
    await answer();
    byRole(element, 'button', 'Merge into INC-2026-0002').click();
    await settle();
    expect(textOf(byRole(element, 'alert'))).toBe('Say why they are one.');
    type(byRole(element, 'textbox', 'Why they are one'), ' Same intruder ');
    byRole(element, 'button', 'Merge into INC-2026-0002').click();
    expect(closed).toEqual([{ into: 'INC-2026-0002', reason: 'Same intruder' }]);
  });
});
