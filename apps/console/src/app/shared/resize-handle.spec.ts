import { TestBed } from '@angular/core/testing';

import { ResizeHandle } from './resize-handle';

async function handleAt(width: number) {
  const fixture = TestBed.createComponent(ResizeHandle);
  for (const [name, value] of Object.entries({ label: 'Width', width, min: 360, max: 760 })) {
    fixture.componentRef.setInput(name, value);
  }
  const widths: number[] = [];
  fixture.componentInstance.resized.subscribe((resized) => widths.push(resized));
  await fixture.whenStable();
  return { element: fixture.nativeElement as HTMLElement, widths };
}

describe(ResizeHandle.name, () => {
  it('says its width and bounds', async () => {
    const { element } = await handleAt(476);
    const values = ['now', 'min', 'max'].map((part) => element.getAttribute(`aria-value${part}`));
    expect([element.getAttribute('role'), ...values]).toEqual(['separator', '476', '360', '760']);
  });

  it.each([
    ['ArrowLeft', 492],
    ['ArrowRight', 460],
    ['Home', 760],
    ['End', 360],
  ])('takes the key %s', async (key, width) => {
    const { element, widths } = await handleAt(476);
    element.dispatchEvent(new KeyboardEvent('keydown', { key }));
    expect(widths).toEqual([width]);
  });

  it('keeps within its bounds', async () => {
    const { element, widths } = await handleAt(365);
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
    expect(widths).toEqual([360]);
  });

  it('leaves other keys alone', async () => {
    const { element } = await handleAt(476);
    const event = new KeyboardEvent('keydown', { key: 'j', cancelable: true });
    element.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  });
});
