import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { consoleBed, settle } from '../../../testing/console-bed';
import { press } from '../../../testing/screen';
import { QueryEditor } from './query-editor';

@Component({
  selector: 'tocsin-editor-host',
  imports: [QueryEditor],
  template: `
    <tocsin-query-editor
      label="Query"
      placeholder="…"
      [longest]="20"
      [(text)]="text"
      [span]="span"
      [problemId]="problemId()"
      [wrongAt]="wrongAt()"
      (entered)="entered.push($event)"
      (left)="left = left + 1"
    />
  `,
})
class EditorHost {
  readonly text = signal('user.name:(root');
  readonly problemId = signal<string | undefined>(undefined);
  readonly wrongAt = signal<number | undefined>(undefined);
  readonly span = { from: '2026-11-24T08:00:00.000Z', to: '2026-11-24T12:00:00.000Z' };
  readonly entered: string[] = [];
  left = 0;
}

// jsdom has no layout, and the editor measures itself.
beforeAll(() => {
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
});

async function open() {
  consoleBed();
  const fixture = TestBed.createComponent(EditorHost);
  document.body.append(fixture.nativeElement as HTMLElement);
  await settle();
  const content = (fixture.nativeElement as HTMLElement).querySelector<HTMLElement>('.cm-content');
  if (content === null) throw new Error('There is no editor.');
  return { host: fixture.componentInstance, content };
}

describe(QueryEditor.name, () => {
  it('is a named box that holds the text, and takes another from elsewhere', async () => {
    const { host, content } = await open();
    expect([content.getAttribute('role'), content.getAttribute('aria-label')]).toEqual(['textbox', 'Query']);
    expect(content.textContent).toBe('user.name:(root');
    host.text.set('<b>');
    await settle();
    expect(content.textContent).toBe('<b>');
    expect(content.querySelector('b')).toBeNull();
  });

  it('asks with Enter, grows with Shift and Enter, is left with Escape', async () => {
    const { host, content } = await open();
    content.focus();
    press('Enter');
    expect(host.entered).toEqual(['user.name:(root']);
    press('Enter', { shiftKey: true });
    await settle();
    expect(content.querySelectorAll('.cm-line')).toHaveLength(2);
    press('Escape');
    expect(host.left).toBe(1);
  });

  it('underlines where reading stopped, until the text changes', async () => {
    const { host, content } = await open();
    host.problemId.set('problem');
    host.wrongAt.set(11);
    await settle();
    expect(content.querySelector('.cm-wrong')?.textContent).toBe('root');
    expect(content.getAttribute('aria-describedby')).toBe('problem');
    host.wrongAt.set(15);
    await settle();
    expect(content.querySelector('.cm-wrong')?.textContent).toBe('t');
    host.text.set('root');
    await settle();
    expect(content.querySelector('.cm-wrong')).toBeNull();
  });
});
