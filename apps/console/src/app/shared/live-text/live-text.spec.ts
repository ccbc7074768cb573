import { TestBed } from '@angular/core/testing';
import type { TextCursor, TextNews } from '@tocsin/api-contract';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';

import { consoleBed, settle } from '../../../testing/console-bed';
import { IDRIS, MARA } from '../../../testing/fixtures';
import { byRole, textOf, type } from '../../../testing/screen';
import { LiveText } from './live-text';
import { cursorAt, placeOf } from './text-cursor';

const ID = 'incident/INC-2026-0042/notes';

async function open() {
  const { socket } = consoleBed();
  const fixture = TestBed.createComponent(LiveText);
  fixture.componentRef.setInput('textId', ID);
  fixture.componentRef.setInput('label', 'Notes');
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await settle();
  socket.emit('connect');
  await settle();
  /** What the server has. */
  const server = new Doc();
  const last = (name: string) => socket.sent.findLast((message) => message[0] === name);
  const answer = async (message: readonly unknown[] | undefined, content: unknown) => {
    (message?.at(-1) as (content: unknown) => void)(content);
    await settle();
  };
  const join = (vector = encodeStateVector(server)) =>
    answer(last('text.open'), { ok: true, update: encodeStateAsUpdate(server), vector, mayWrite: true });
  const store = async () => {
    const [, change] = last('text.change') as [string, { update: Uint8Array }];
    applyUpdate(server, change.update);
    await answer(last('text.change'), { ok: true });
  };
  const hear = async (news: Partial<TextNews>) => {
    socket.emit('text.news', { id: ID, ...news });
    await settle();
  };
  const box = () => byRole(element, 'textbox', 'Notes') as HTMLTextAreaElement;
  const soon = () => new Promise((resolve) => setTimeout(resolve, 250));
  return { socket, element, server, join, store, hear, box, soon, last, fixture };
}

describe('a text that several people write', () => {
  it('says that it is stored when the server has said so, and not before', async () => {
    const { element, server, join, store, box, soon } = await open();
    expect(box().readOnly).toBe(true);
    await join();
    expect(textOf(element)).toContain('All changes stored');
    type(box(), 'Spray over IMAP');
    await settle();
    expect(textOf(element)).toContain('Storing…');
    await soon();
    await store();
    expect(textOf(element)).toContain('All changes stored');
    expect(server.getText('text').toJSON()).toBe('Spray over IMAP');
  });

  it('takes in what others write, around where one is', async () => {
    const { server, join, hear, box } = await open();
    server.getText('text').insert(0, 'one two');
    await join();
    expect(box().value).toBe('one two');
    box().focus();
    box().setSelectionRange(4, 4);
    const before = encodeStateVector(server);
    server.getText('text').insert(0, 'zero ');
    await hear({ update: encodeStateAsUpdate(server, before) });
    expect([box().value, box().selectionStart]).toEqual(['zero one two', 9]);
  });

  it('takes a letter typed in the moment others change the text for what it is', async () => {
    const { socket, server, join, box } = await open();
    server.getText('text').insert(0, 'one');
    await join();
    const before = encodeStateVector(server);
    server.getText('text').insert(0, 'zero ');
    socket.emit('text.news', { id: ID, update: encodeStateAsUpdate(server, before) });
    type(box(), `${box().value}!`);
    await settle();
    expect(box().value).toBe('zero one!');
  });

  it('keeps what was written without a connection, and sends what the server lacks when it is back', async () => {
    const { socket, element, server, join, store, box } = await open();
    await join();
    socket.emit('disconnect', 'transport close');
    await settle();
    type(box(), 'written offline');
    await settle();
    expect(textOf(element)).toContain('What you write waits in this browser');
    socket.emit('connect');
    await settle();
    await join();
    await store();
    expect(server.getText('text').toJSON()).toBe('written offline');
    expect(textOf(element)).toContain('All changes stored');
  });

  it('says who writes, and why something is not stored', async () => {
    const { socket, element, join, box, soon, last } = await open();
    await join();
    const people = [
      { ...IDRIS, isWriting: true, cursor: null },
      { ...MARA, isWriting: true, cursor: null },
    ];
    socket.emit('text.people', { id: ID, people });
    await settle();
    expect(textOf(element)).toContain('Idris Bell is writing');
    type(box(), 'x');
    await soon();
    const answer = last('text.change')?.at(-1) as (content: unknown) => void;
    answer({ ok: false, code: 'text.too_large', reason: 'The text is as long as a text may be.' });
    await settle();
    expect(textOf(byRole(element, 'alert'))).toContain('The text is as long as a text may be.');
  });

  it('shows where others are, by name, and tells where one is', async () => {
    const { socket, element, server, join, box, last } = await open();
    server.getText('text').insert(0, 'one three');
    await join();
    const cursor = cursorAt(server.getText('text'), 4, 4);
    socket.emit('text.people', { id: ID, people: [{ ...IDRIS, isWriting: false, cursor }] });
    await settle();
    const mark = element.querySelector('.cursor');
    expect(mark?.getAttribute('data-name')).toBe('Idris Bell');
    expect(mark?.previousElementSibling?.textContent).toBe('one ');
    box().focus();
    box().setSelectionRange(3, 3);
    box().dispatchEvent(new Event('keyup'));
    await vi.waitFor(() => {
      const [, here] = last('text.here') as [string, { cursor: TextCursor | null }];
      expect(placeOf(server, server.getText('text'), here.cursor)).toBe(3);
    });
    box().blur();
    await vi.waitFor(() => expect(last('text.here')?.[1]).toMatchObject({ cursor: null }));
  });

  it('tells the server when it is left', async () => {
    const { join, last, fixture } = await open();
    await join();
    fixture.destroy();
    expect(last('text.close')).toEqual(['text.close', ID]);
  });
});
