import { Dialog } from '@angular/cdk/dialog';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { press } from '../../../testing/screen';
import { Preferences } from '../preferences/preferences';
import type { Command } from './command';
import { Commands } from './commands';
import { Keyboard } from './keyboard';

@Component({ template: '<input type="text" />' })
class SomeDialog {}

function setUp(...keys: string[]) {
  const ran: string[] = [];
  const commands = keys.map<Command>((key) => ({
    id: key,
    label: key,
    section: 'Anywhere',
    keys: key,
    run: () => ran.push(key),
  }));
  TestBed.inject(Commands).add(signal(commands));
  TestBed.inject(Keyboard);
  TestBed.inject(Preferences).set({ singleKeys: 'on' });
  return ran;
}

function focus(html: string): void {
  document.body.innerHTML = html;
  (document.body.firstElementChild as HTMLElement).focus();
}

describe(Keyboard.name, () => {
  it('runs the command of a key', () => {
    const ran = setUp('a', 'ctrl+k');
    press('a');
    press('k', { ctrlKey: true });
    expect(ran).toEqual(['a', 'ctrl+k']);
  });

  it('never acts on a single key while text is typed, and still does with Ctrl', () => {
    const ran = setUp('a', '/', 'enter', 'ctrl+k', 'f6');
    focus('<input type="text">');
    for (const key of ['a', '/', 'Enter']) press(key);
    press('k', { ctrlKey: true });
    press('F6');
    expect(ran).toEqual(['ctrl+k', 'f6']);
  });

  it('leaves keys to an open menu', () => {
    const ran = setUp('a');
    focus('<button role="menuitem"></button>');
    document.body.innerHTML = '<div role="menu"><button></button></div>';
    document.querySelector('button')?.focus();
    press('a');
    expect(ran).toEqual([]);
  });

  it('takes two keys after each other as one, but not when the second comes late', () => {
    vi.spyOn(Event.prototype, 'timeStamp', 'get').mockReturnValueOnce(0).mockReturnValueOnce(100);
    const ran = setUp('g a', 'a');
    press('g');
    press('a');
    vi.spyOn(Event.prototype, 'timeStamp', 'get').mockReturnValueOnce(0).mockReturnValueOnce(5000);
    press('g');
    press('a');
    expect(ran).toEqual(['g a', 'a']);
    vi.restoreAllMocks();
  });

  it('does nothing for single keys once they are switched off', () => {
    const ran = setUp('a', 'ctrl+k');
    TestBed.inject(Preferences).set({ singleKeys: 'off' });
    press('a');
    press('k', { ctrlKey: true });
    expect(ran).toEqual(['ctrl+k']);
  });

  it('does nothing under a dialog', () => {
    const ran = setUp('a');
    TestBed.inject(Dialog).open(SomeDialog);
    press('a');
    expect(ran).toEqual([]);
  });

  it('leaves alone what a widget has already acted on', () => {
    const ran = setUp('a');
    focus('<button></button>');
    document.body.firstElementChild?.addEventListener('keydown', (event) => event.preventDefault());
    press('a');
    expect(ran).toEqual([]);
  });

  it('prefers the command of the screen to that of the frame', () => {
    const ran = setUp('a');
    TestBed.inject(Commands).add(
      signal<readonly Command[]>([
        { id: 'b', label: 'b', section: 'This list', keys: 'a', run: () => ran.push('screen') },
      ]),
    );
    press('a');
    expect(ran).toEqual(['screen']);
  });
});
