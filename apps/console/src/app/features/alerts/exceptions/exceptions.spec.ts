import { TestBed } from '@angular/core/testing';
import type { RuleException } from '@tocsin/api-contract';

import { consoleBed, settle } from '../../../../testing/console-bed';
import { aDetail, anAlert, aSession, IDRIS, MARA, NOW } from '../../../../testing/fixtures';
import { allByRole, byRole, choose, textOf, type } from '../../../../testing/screen';
import { Toasts } from '../../../core/toasts/toasts';
import { AlertCommands } from '../alert-detail/alert-commands';
import { AlertExceptions } from './alert-exceptions';
import { RuleExceptions } from './rule-exceptions';

/** What a question is made of comes when it is asked, which takes a busy machine a while. */
const LOADING = { timeout: 20_000 };

const MAY = aSession(['alert.read', 'rule.read', 'rule.manage']);
const URL = '/api/alerts/A-7/exceptions';

const anException = (patch: Partial<RuleException> = {}): RuleException => ({
  ...{ id: 'exception-1', ruleId: 'ssh', alert: 'A-7', reason: 'Our <b>scanner</b>', owner: IDRIS, createdBy: MARA },
  ...{ conditions: [{ field: 'source.ip', value: '203.0.113.9' }], isActive: true, hides: 12 },
  ...{ endsAt: '2027-02-22T12:00:00.000Z', createdAt: NOW },
  ...patch,
});

describe('making an exception', () => {
  async function open() {
    const { http } = consoleBed({ session: MAY });
    const done = TestBed.inject(AlertExceptions).make(anAlert(7));
    const dialog = await vi.waitFor(async () => {
      await settle();
      return byRole(document.body, 'dialog', 'An exception of the rule of A-7');
    }, LOADING);
    http.expectOne('/api/alerts/A-7').flush(aDetail(anAlert(7)));
    http.expectOne('/api/people').flush({ people: [MARA, IDRIS] });
    await settle();
    return { dialog, done, http };
  }

  it('begins with whom the alert is about, and says what it would hide', async () => {
    const { dialog, http } = await open();
    expect(allByRole(dialog, 'checkbox').map((box) => (box as HTMLInputElement).checked)).toEqual([true, false]);
    const asked = http.expectOne(`${URL}/preview`);
    expect(asked.request.body).toEqual({ conditions: [{ field: 'source.ip', value: '203.0.113.9' }] });
    asked.flush({ days: 7, hides: 1_200, ofRule: 1_200 });
    await settle();
    expect(textOf(byRole(dialog, 'status'))).toContain('hidden 1,200 of 1,200 events');
    expect(textOf(dialog)).toContain('It hides everything the rule finds.');
    allByRole(dialog, 'checkbox')[1]?.click();
    await settle();
    const again = http.expectOne(`${URL}/preview`);
    expect(again.request.body).toMatchObject({ conditions: [{}, { field: 'event.outcome', value: 'failure' }] });
    again.flush({ days: 7, hides: null, ofRule: null });
    await settle();
    expect(textOf(byRole(dialog, 'status'))).toContain('cannot be counted now');
  });

  it('needs a reason, names who answers for it, and ends', async () => {
    const { dialog, done, http } = await open();
    byRole(dialog, 'button', 'Leave it out for 90 days').click();
    http.expectNone(URL);
    type(byRole(dialog, 'textbox'), ' Our scanner ');
    const [owner, end] = allByRole(dialog, 'combobox');
    choose(owner!, IDRIS.id);
    choose(end!, '30');
    await settle();
    byRole(dialog, 'button', 'Leave it out for 30 days').click();
    const { request, flush } = asOne(http.expectOne(URL));
    expect(request.body).toMatchObject({
      reason: 'Our scanner',
      ownerId: IDRIS.id,
      conditions: [{ field: 'source.ip' }],
    });
    flush(anException());
    await done;
    expect(TestBed.inject(Toasts).toasts()[0]?.text).toContain('leaves it out from now on');
    expect(TestBed.inject(AlertExceptions).made()).toBe(1);
  });

  it('says why none was made, and keeps what was written', async () => {
    const { dialog, http } = await open();
    type(byRole(dialog, 'textbox'), 'Our scanner');
    await settle();
    byRole(dialog, 'button', 'Leave it out').click();
    const problem = { status: 409, statusText: 'x' };
    http.expectOne(URL).flush({ detail: 'The rule is gone.' }, problem);
    await settle();
    expect(textOf(byRole(dialog, 'alert'))).toBe('No exception was made. The rule is gone.');
    expect((byRole(dialog, 'textbox') as HTMLInputElement).value).toBe('Our scanner');
  });
});

describe('resolving an alert', () => {
  async function resolve(box: boolean, verdict: string) {
    const { http } = consoleBed({ session: aSession(['alert.read', 'alert.handle', 'rule.manage']) });
    const done = TestBed.inject(AlertCommands).resolve(anAlert(7));
    const dialog = await vi.waitFor(async () => {
      await settle();
      return byRole(document.body, 'dialog', 'Resolve A-7');
    }, LOADING);
    if (box) byRole(dialog, 'checkbox').click();
    byRole(dialog, 'button', verdict).click();
    await settle();
    http.expectOne('/api/alerts/A-7/resolve').flush(aDetail(anAlert(7, { status: 'resolved', revision: 2 })));
    await settle();
    return { done, asked: () => allByRole(document.body, 'dialog', 'An exception of the rule of A-7').length };
  }

  it('as a false positive goes on to an exception when that is wished', async () => {
    const { asked } = await resolve(true, 'False positive');
    await vi.waitFor(async () => {
      await settle();
      expect(asked()).toBe(1);
    }, LOADING);
  });

  it.each([
    [false, 'False positive'],
    [true, 'Benign'],
  ])('does not otherwise: %s, %s', async (box, verdict) => {
    const { asked, done } = await resolve(box, verdict);
    await done;
    expect(asked()).toBe(0);
  });
});

describe('the exceptions of a rule', () => {
  async function show(exceptions: RuleException[], session = MAY) {
    const { http } = consoleBed({ session });
    const fixture = TestBed.createComponent(RuleExceptions);
    fixture.componentRef.setInput('alert', anAlert(7));
    await settle();
    http.expectOne(URL).flush({ exceptions });
    await settle();
    return { element: fixture.nativeElement as HTMLElement, http };
  }

  it('are told with reason, owner, end and what they hid, and taken out', async () => {
    const { element, http } = await show([anException(), anException({ id: 'e-2', isActive: false, hides: null })]);
    const words = textOf(element);
    for (const part of [
      '1 at work',
      'Our <b>scanner</b>',
      'Idris Bell answers for it',
      'Hid 12 events',
      'Not at work any more',
    ])
      expect(words).toContain(part);
    byRole(element, 'button', 'Take out').click();
    const { request, flush } = asOne(http.expectOne(`${URL}/exception-1`));
    expect(request.method).toBe('DELETE');
    flush(null);
    await settle();
    http.expectOne(URL).flush({ exceptions: [] });
    await settle();
    expect(textOf(document.activeElement as HTMLElement)).toBe('Exceptions');
    expect(textOf(element)).toContain('The rule leaves nothing out.');
  });

  it('are only taken out by who may keep rules', async () => {
    const { element } = await show([anException()], aSession(['alert.read', 'rule.read']));
    expect(allByRole(element, 'button')).toEqual([]);
  });
});

function asOne(test: { request: { body: unknown; method: string }; flush(body: never): void }) {
  return { request: test.request, flush: (body: unknown) => test.flush(body as never) };
}
