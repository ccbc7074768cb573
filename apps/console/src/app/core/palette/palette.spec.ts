import { Dialog } from '@angular/cdk/dialog';
import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';

import { consoleBed, settle } from '../../../testing/console-bed';
import { allByRole, byRole, press, textOf, type } from '../../../testing/screen';
import { Layers } from '../shell/layers';
import { FrameCommands } from '../shell/frame-commands';
import { Preferences } from '../preferences/preferences';

async function openPalette(typed: string) {
  consoleBed({ providers: [FrameCommands] });
  TestBed.inject(FrameCommands);
  await TestBed.inject(Layers).openPalette();
  await settle();
  type(byRole(document, 'combobox', 'Search or jump'), typed);
  await settle();
}

const active = () => allByRole(document, 'option').filter((option) => option.getAttribute('aria-selected') === 'true');

describe('the command palette', () => {
  afterEach(async () => {
    TestBed.inject(Dialog).closeAll();
    await settle();
  });

  it('moves by arrows without losing the focus, and tells which option is active', async () => {
    await openPalette('theme');
    const box = byRole(document, 'combobox');
    expect(document.activeElement).toBe(box);
    expect(active()).toHaveLength(1);
    expect(box.getAttribute('aria-activedescendant')).toBe(active()[0]?.id);
  });

  it('runs what is active and closes', async () => {
    await openPalette('light theme');
    press('Enter');
    await settle();
    expect(TestBed.inject(Preferences).settings().theme).toBe('light');
    expect(allByRole(document, 'combobox')).toEqual([]);
  });

  it('opens an alert by its number', async () => {
    await openPalette('#18422');
    const navigate = vi.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    expect(allByRole(document, 'option').map(textOf)).toEqual(['Open alert A-18422']);
    press('Enter');
    expect(navigate).toHaveBeenCalledWith(['/alerts', 'A-18422']);
  });

  it('goes round at the ends', async () => {
    await openPalette('');
    const first = active()[0]?.id;
    press('ArrowUp');
    await settle();
    expect(active()[0]?.id).toBe(allByRole(document, 'option').at(-1)?.id);
    press('ArrowDown');
    await settle();
    expect(active()[0]?.id).toBe(first);
  });
});

describe('what is typed into the palette', () => {
  afterEach(async () => {
    TestBed.inject(Dialog).closeAll();
    await settle();
  });

  it('leads from a pasted address to what is known of it', async () => {
    await openPalette('203.0.113[.]7');
    expect(allByRole(document, 'option').map(textOf)).toEqual([
      'Search events for the address 203.0.113.7',
      'Open alerts about the address 203.0.113.7',
    ]);
  });

  it('finds people behind an @', async () => {
    await openPalette('@id');
    const http = TestBed.inject(HttpTestingController);
    const people = [{ id: 'i', username: 'idris', displayName: 'Idris Bell' }];
    http.expectOne('/api/people').flush({ people: [...people, { id: 'n', username: 'noor', displayName: 'Noor' }] });
    await settle();
    expect(allByRole(document, 'option').map(textOf)).toEqual(['Idris Bell (idris): their open alerts']);
  });

  it('runs only commands behind a >', async () => {
    await openPalette('>light');
    expect(allByRole(document, 'option').map(textOf)).toEqual(['Light theme']);
  });
});

describe('the help for keys', () => {
  it('lists exactly the keys that are offered, and switches single keys off', async () => {
    consoleBed({ providers: [FrameCommands] });
    TestBed.inject(FrameCommands);
    await TestBed.inject(Layers).openKeys();
    await settle();
    const help = textOf(byRole(document, 'dialog'));
    for (const words of ['Search or jump', 'Copy link to this view', 'Next region']) expect(help).toContain(words);
    expect(help).not.toContain('Take');
    document.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click();
    expect(TestBed.inject(Preferences).settings().singleKeys).toBe('off');
  });
});
