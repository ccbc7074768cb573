import { Clipboard } from '@angular/cdk/clipboard';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';

import { consoleBed, settle } from '../../../testing/console-bed';
import { byRole, press, textOf } from '../../../testing/screen';
import { ValueMenu } from './value-menu';

@Component({ selector: 'tocsin-none', template: '' })
class Nothing {}

@Component({
  selector: 'tocsin-value-host',
  imports: [ValueMenu],
  template: `<tocsin-value-menu field="user.name" [value]="value()" at="2026-11-24T12:00:00.000Z" />`,
})
class ValueHost {
  readonly value = signal('<b>root</b>');
}

async function open(value = '<b>root</b>') {
  consoleBed({ routes: [{ path: 'hunt', component: Nothing }] });
  const fixture = TestBed.createComponent(ValueHost);
  fixture.componentInstance.value.set(value);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await settle();
  byRole(element, 'button', 'What to do with user.name').click();
  await settle();
  const items = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const query = () => TestBed.inject(Router).parseUrl(TestBed.inject(Router).url).queryParams;
  return { element, items, query };
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
});
