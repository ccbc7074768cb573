import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { IncidentItem } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { NOW } from '../../../../testing/fixtures';
import { allByRole, byRole, press, textOf, type } from '../../../../testing/screen';
import { IncidentStore } from '../page/incident-store';
import { VerisSection } from './veris-section';

const AT = '/api/incidents/INC-2026-0042';
const TAGS = [
  { tag: 'action.malware.variety.Ransomware', label: 'Ransomware (encrypt or seize stored data)' },
  { tag: 'action.malware.variety.Ram scraper', label: 'Ram scraper or memory parser' },
];

@Component({
  imports: [VerisSection],
  providers: [IncidentStore],
  template: `<tocsin-veris-section [mayHandle]="true" />`,
})
class Host {
  constructor() {
    inject(IncidentStore).number.set('INC-2026-0042');
  }
}

async function show(items: object[] = []) {
  const { http } = consoleBed();
  const element = TestBed.createComponent(Host).nativeElement as HTMLElement;
  document.body.append(element);
  await settle();
  http.expectOne(`${AT}/items`).flush({ items });
  await settle();
  return { http, element };
}

describe('the VERIS tags', () => {
  it('are loaded when somebody goes to the box, found by typing and taken with Enter', async () => {
    const { http, element } = await show();
    http.expectNone('/api/veris');
    const box = byRole(element, 'combobox', 'Add a VERIS tag');
    box.focus();
    await settle();
    http.expectOne('/api/veris').flush({ schemaVersion: '1.3', tags: TAGS });
    type(box, 'ra');
    await settle();
    expect(allByRole(element, 'option').map(textOf)).toHaveLength(2);
    press('ArrowDown');
    await settle();
    expect(box.getAttribute('aria-activedescendant')).toBe('veris-1');
    press('Enter');
    await settle();
    const request = http.expectOne({ method: 'POST', url: `${AT}/items` });
    expect(request.request.body).toMatchObject({ kind: 'veris', data: { tag: 'action.malware.variety.Ram scraper' } });
    request.flush({});
    await settle();
    expect((box as HTMLInputElement).value).toBe('');
    expect(document.activeElement).toBe(box);
  });

  it('say what each means, and that nothing fits', async () => {
    const item = { id: 'v-1', kind: 'veris', data: { tag: TAGS[0]?.tag }, createdAt: NOW } as unknown as IncidentItem;
    const { http, element } = await show([item]);
    http.expectOne('/api/veris').flush({ schemaVersion: '1.3', tags: TAGS });
    await settle();
    expect(textOf(element)).toContain('Ransomware (encrypt or seize stored data)');
    type(byRole(element, 'combobox', 'Add a VERIS tag'), 'magic');
    await settle();
    expect(textOf(byRole(element, 'status'))).toBe('VERIS has no tag with these words.');
    expect(byRole(element, 'link', 'Export as VERIS JSON').getAttribute('href')).toBe(`${AT}/veris`);
  });
});
