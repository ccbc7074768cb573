import { RouterTestingHarness } from '@angular/router/testing';
import type { TailAnswer, TailLine } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../testing/console-bed';
import type { FakeSocket } from '../../../testing/fake-socket';
import { aSession, aTailLine } from '../../../testing/fixtures';
import { allByRole, byRole, textOf, type } from '../../../testing/screen';
import { LiveTailPage } from './live-tail-page';

type Answer = (answer: TailAnswer) => void;

const wishes = (socket: FakeSocket): string[] =>
  socket.sent.filter(([name]) => name === 'tail.watch').map(([, wish]) => (wish as { where: string }).where);

async function answer(socket: FakeSocket, given: TailAnswer = { ok: true }): Promise<void> {
  const last = socket.sent.findLast(([name]) => name === 'tail.watch');
  (last?.[2] as Answer)(given);
  await settle();
}

async function send(socket: FakeSocket, lines: readonly TailLine[], skipped = 0): Promise<void> {
  socket.emit('tail.lines', { lines, skipped });
  await settle();
}

async function open(address = '/tail') {
  const bed = consoleBed({ routes: [{ path: 'tail', component: LiveTailPage }] });
  const harness = await RouterTestingHarness.create(address);
  await settle();
  bed.socket.emit('connect');
  await settle();
  const element = harness.routeNativeElement as HTMLElement;
  document.body.append(element.parentElement ?? element);
  return { ...bed, harness, element };
}

const shown = (element: HTMLElement) => allByRole(element, 'button', 'Failed password').map(textOf);

describe(LiveTailPage.name, () => {
  it('asks for everything, says that nothing has come, and shows what comes, newest first', async () => {
    const { element, socket } = await open();
    expect(wishes(socket)).toEqual(['']);
    await answer(socket);
    expect(textOf(element)).toContain('Nothing has come yet');
    await send(socket, [aTailLine(1), aTailLine(2)]);
    expect(shown(element)).toEqual(['Failed password for user 2', 'Failed password for user 1']);
    expect(textOf(element)).toContain('2 shown since you began to watch.');
  });

  it('asks for what the address says, and puts a new filter there with Enter', async () => {
    const { element, socket } = await open('/tail?q=host.name:web-1');
    await answer(socket);
    expect(textOf(element)).toContain('Nothing that matches has come yet');
    const box = byRole(element, 'textbox');
    type(box, 'user.name:root');
    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    await settle();
    expect(wishes(socket)).toEqual(['host.name:web-1', 'user.name:root']);
  });

  it('says what is wrong with a filter', async () => {
    const { element, socket } = await open('/tail?q=a:(');
    await answer(socket, { ok: false, reason: 'At 4: a value was expected.' });
    expect(textOf(byRole(element, 'alert'))).toContain('At 4: a value was expected.');
    expect(byRole(element, 'textbox').getAttribute('aria-invalid')).toBe('true');
  });

  it('empties the box with its button, also when what is written there was never applied', async () => {
    const { element } = await open();
    type(byRole(element, 'textbox'), 'user.name:ro');
    await settle();
    byRole(element, 'button', 'Clear filter').click();
    await settle();
    const box = byRole(element, 'textbox') as HTMLInputElement;
    expect([box.value, document.activeElement]).toEqual(['', box]);
  });

  it('stands still while it is paused, counts what comes, and shows it afterwards', async () => {
    const { element, socket } = await open();
    await answer(socket);
    await send(socket, [aTailLine(1)]);
    byRole(element, 'button', 'Pause').click();
    await send(socket, [aTailLine(2), aTailLine(3)]);
    expect(shown(element)).toEqual(['Failed password for user 1']);
    expect(textOf(element)).toContain('Paused. 2 more since.');
    byRole(element, 'button', 'Resume').click();
    await settle();
    expect(shown(element)).toHaveLength(3);
  });

  it('pauses and shows the whole event when a line is opened', async () => {
    const { element, http, socket } = await open();
    await answer(socket);
    await send(socket, [aTailLine(1)]);
    byRole(element, 'button', 'Failed password').click();
    await settle();
    http.expectOne('/api/events/e-1').flush({ id: 'e-1', event: { 'user.name': '<b>root</b>' } });
    await settle();
    expect(textOf(element)).toContain('user.name<b>root</b>');
    expect(textOf(element)).toContain('Paused.');
  });

  it('says how many passed too fast', async () => {
    const { element, socket } = await open();
    await answer(socket);
    await send(socket, [aTailLine(1)], 1_234);
    expect(textOf(element)).toContain('1,234 more passed too fast to be shown');
  });

  it('says when it is cut off, and asks again when the connection is back', async () => {
    const { element, socket } = await open();
    await answer(socket);
    socket.emit('disconnect', 'transport close');
    await settle();
    expect(textOf(element)).toContain('Not connected: nothing new is shown');
    socket.emit('connect');
    await settle();
    expect(wishes(socket)).toEqual(['', '']);
  });

  describe('when the server does not answer', () => {
    beforeEach(() => vi.useFakeTimers({ shouldAdvanceTime: true }));
    afterEach(() => vi.useRealTimers());

    const wait = async (ms: number): Promise<void> => {
      vi.advanceTimersByTime(ms);
      await settle();
    };

    it('says so after ten seconds and what to do, and asks again when told to', async () => {
      const { element, socket } = await open();
      await wait(9_000);
      expect(textOf(element)).toContain('Asking the pipeline');
      await wait(1_000);
      expect(textOf(byRole(element, 'alert'))).toContain('The server did not answer within 10 seconds. Try again');
      byRole(element, 'button', 'Retry').click();
      await settle();
      expect(wishes(socket)).toEqual(['', '']);
      expect(textOf(element)).toContain('Asking the pipeline');
      await answer(socket);
      expect(textOf(element)).toContain('Nothing has come yet');
    });

    it('leaves the lines where they are, and takes an answer that comes late', async () => {
      const { element, socket } = await open();
      await answer(socket);
      await send(socket, [aTailLine(1)]);
      socket.emit('disconnect', 'transport close');
      socket.emit('connect');
      await settle();
      await wait(10_000);
      expect(textOf(byRole(element, 'alert'))).toContain('Nothing new is shown.');
      expect(shown(element)).toHaveLength(1);
      await answer(socket);
      expect(allByRole(element, 'alert')).toEqual([]);
    });

    it('does not count the time without a connection', async () => {
      const { element, socket } = await open();
      socket.emit('disconnect', 'transport close');
      await wait(20_000);
      expect(allByRole(element, 'alert')).toEqual([]);
    });
  });

  it('tells the server when nobody watches any more', async () => {
    const { harness, socket } = await open();
    await answer(socket);
    harness.fixture.destroy();
    expect(socket.sent.at(-1)).toEqual(['tail.end']);
  });

  it('listens for lines no longer than it is on the screen', async () => {
    const { harness, socket } = await open();
    expect(socket.listenersOf('tail.lines')).toHaveLength(1);
    harness.fixture.destroy();
    expect(socket.listenersOf('tail.lines')).toEqual([]);
  });

  it('asks for nothing without the permission, and says so', async () => {
    const { socket } = consoleBed({
      routes: [{ path: 'tail', component: LiveTailPage }],
      session: aSession(['alert.read']),
    });
    const harness = await RouterTestingHarness.create('/tail');
    socket.emit('connect');
    await settle();
    expect(textOf(harness.routeNativeElement as HTMLElement)).toContain('You may not see this');
    expect(wishes(socket)).toEqual([]);
  });
});
