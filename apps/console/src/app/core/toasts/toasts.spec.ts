import { TestBed } from '@angular/core/testing';

import { consoleBed, flushEffects } from '../../../testing/console-bed';
import { byRole, textOf } from '../../../testing/screen';
import { Toasts } from './toasts';
import { ToastStack } from './toast-stack';

async function show(...texts: string[]) {
  consoleBed();
  const toasts = TestBed.inject(Toasts);
  const fixture = TestBed.createComponent(ToastStack);
  for (const text of texts) toasts.done(text);
  await flushEffects();
  return { stack: fixture.nativeElement as HTMLElement, toasts };
}

describe('toasts', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('are two at most, the newest stay', async () => {
    const { stack } = await show('one', 'two', 'three');
    expect(textOf(stack)).toBe('twothree');
  });

  it('go by themselves after eight seconds', async () => {
    const { stack } = await show('one');
    vi.advanceTimersByTime(8000);
    await flushEffects();
    expect(textOf(stack)).toBe('');
  });

  it('stay as long as the pointer or the focus is on them', async () => {
    const { stack } = await show('one');
    stack.querySelector('.toast')?.dispatchEvent(new Event('pointerenter'));
    await flushEffects();
    vi.advanceTimersByTime(60_000);
    await flushEffects();
    expect(textOf(stack)).toBe('one');
    byRole(stack, 'button', 'Dismiss').click();
    await flushEffects();
    expect(textOf(stack)).toBe('');
  });
});
