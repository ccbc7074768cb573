import { TestBed } from '@angular/core/testing';
import type { TextVersion, TextVersions } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../testing/console-bed';
import { IDRIS, MARA } from '../../../testing/fixtures';
import { allByRole, byRole, textOf } from '../../../testing/screen';
import { Toasts } from '../../core/toasts/toasts';
import { TextVersionsPanel } from './text-versions-panel';

const AT = '/api/incidents/INC-2026-0042/texts/notes/versions';
const VERSIONS: TextVersions['versions'] = [
  { seq: 9, at: '2026-11-24T12:04:00.000Z', authors: [MARA, IDRIS], characters: 1_214 },
  { seq: 4, at: '2026-11-24T11:04:00.000Z', authors: [IDRIS], characters: 12 },
];

async function open(mayWrite = true) {
  const { http } = consoleBed();
  const fixture = TestBed.createComponent(TextVersionsPanel);
  for (const [name, value] of Object.entries({ at: AT, label: 'Notes', mayWrite }))
    fixture.componentRef.setInput(name, value);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  let closed = 0;
  fixture.componentInstance.closed.subscribe(() => (closed += 1));
  await settle();
  const list = async (versions = VERSIONS) => {
    http.expectOne(AT).flush({ versions });
    await settle();
  };
  const choose = async (version: Partial<TextVersion> = {}) => {
    allByRole(element, 'button')[1]?.click();
    await settle();
    http.expectOne(`${AT}/4`).flush({ seq: 4, content: 'one\n<b>two</b>', now: 'one\nthree', ...version });
    await settle();
  };
  const change = (changes: number) => fixture.componentRef.setInput('changes', changes);
  return { http, element, list, choose, change, isClosed: () => closed > 0 };
}

describe(TextVersionsPanel.name, () => {
  it('names who wrote each, and what a restore would change, as text', async () => {
    const { element, list, choose } = await open();
    await list();
    expect(textOf(element)).toContain('1,214 characters, now');
    await choose();
    const difference = element.querySelector('[role="region"]')!;
    expect(textOf(difference)).toContain('Comes back:');
    expect(textOf(difference)).toContain('<b>two</b>');
    expect(textOf(difference)).toContain('three');
  });

  it('restores it, and can take that back', async () => {
    const { http, element, list, choose, isClosed } = await open();
    const done = vi.spyOn(TestBed.inject(Toasts), 'done');
    await list();
    await choose();
    byRole(element, 'button', 'Restore this version').click();
    await settle();
    http.expectOne(`${AT}/4`).flush({ seq: 4, content: 'one\n<b>two</b>', now: 'one\nthree' });
    await settle();
    http.expectOne(`${AT}/4/restore`).flush(null);
    await settle();
    await list([{ ...VERSIONS[0]!, seq: 12 }, { ...VERSIONS[0]!, seq: 11 }, ...VERSIONS]);
    expect(isClosed()).toBe(true);
    done.mock.calls[0]?.[1]?.run();
    http.expectOne(`${AT}/11/restore`);
  });

  it('restores nothing over what was not shown, and shows it', async () => {
    const { http, element, list, choose } = await open();
    await list();
    await choose();
    byRole(element, 'button', 'Restore this version').click();
    await settle();
    const fresh = { seq: 4, content: 'one\n<b>two</b>', now: 'one\nthree\nfour' };
    http.expectOne(`${AT}/4`).flush(fresh);
    await settle();
    http.expectNone(`${AT}/4/restore`);
    await list();
    http.expectOne(`${AT}/4`).flush(fresh);
    await settle();
    expect(textOf(element.querySelector('[role="region"]')!)).toContain('four');
  });

  it('asks again when the text changed', async () => {
    const { http, list, choose, change } = await open();
    await list();
    await choose();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    change(1);
    TestBed.tick();
    vi.advanceTimersByTime(2_000);
    TestBed.tick();
    vi.useRealTimers();
    await list();
    http.expectOne(`${AT}/4`);
  });

  it('offers no restore to who may not write, and none of what is the same', async () => {
    const { element, list, choose } = await open(false);
    await list();
    await choose();
    expect(textOf(element)).not.toContain('Restore this version');
  });

  it('says when there is none, and when it could not be loaded', async () => {
    const { http, element } = await open();
    http.expectOne(AT).flush({}, { status: 503, statusText: 'Unavailable' });
    await settle();
    byRole(element, 'button', 'Retry').click();
    await settle();
    http.expectOne(AT).flush({ versions: [] });
    await settle();
    expect(textOf(element)).toContain('Nobody has written here yet.');
  });
});
