import { TestBed } from '@angular/core/testing';

import { byRole, textOf } from '../../../testing/screen';
import { OutsideText } from './outside-text';

async function show(value: string) {
  const fixture = TestBed.createComponent(OutsideText);
  fixture.componentRef.setInput('value', value);
  await fixture.whenStable();
  return { element: fixture.nativeElement as HTMLElement, fixture };
}

describe(OutsideText.name, () => {
  it('shows markup as the text it is', async () => {
    const { element } = await show('<img src=x onerror=alert(1)><script>alert(1)</script>');
    expect(element.querySelector('img, script')).toBeNull();
    expect(textOf(element)).toBe('<img src=x onerror=alert(1)><script>alert(1)</script>');
  });

  it('keeps the direction of the text to itself', async () => {
    const { element } = await show('abc');
    expect(element.querySelector('bdi')?.textContent).toBe('abc');
  });

  it('folds a long value, says how long it is, and gives more on demand', async () => {
    const { element, fixture } = await show('x'.repeat(1_048_576));
    expect(textOf(element)).toContain('1,048,576 characters, first 400 shown');
    byRole(element, 'button', 'Show more').click();
    await fixture.whenStable();
    expect(textOf(element)).toContain('first 4,000 shown');
  });

  it('never draws more than a screen can bear', async () => {
    const { element, fixture } = await show('x'.repeat(1_048_576));
    for (let times = 0; times < 3; times += 1) {
      byRole(element, 'button', 'Show more').click();
      await fixture.whenStable();
    }
    expect(textOf(element)).toContain('first 100,000 shown');
    expect(element.querySelector('button')).toBeNull();
  });
});
