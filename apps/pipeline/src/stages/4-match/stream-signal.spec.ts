import type { SecurityEvent } from '@tocsin/event-model';
import { readRules, RuleIndex } from '@tocsin/sigma';
import { anEvent } from '@tocsin/testing';

import { streamSignal } from './stream-signal';

const { rules } = readRules([
  {
    file: 'login.yml',
    text: `
title: Login
id: 0d5cb1a8-4a5b-43b8-a0c4-3c1d4c6f7e11
status: test
description: Somebody logged in.
logsource: { product: linux, service: sshd }
detection:
  selection: { event.outcome: success, message|contains: for }
  condition: selection
level: low
`,
  },
]);
const [first] = rules;
if (first === undefined) throw new Error('the rule of this spec could not be read');
const index = new RuleIndex([{ ...first, groupBy: ['user.name', 'source.ip'] }]);

function signalOf(fields: Partial<SecurityEvent> = {}, eventId = 'event-1') {
  const event = anEvent(fields);
  const [match] = index.match(event);
  if (match === undefined) throw new Error('the rule does not match');
  return streamSignal(eventId, event, match, '2026-03-02T10:00:01.000Z');
}

describe(streamSignal.name, () => {
  it('says what matched on which event, and groups by the fields of the rule', () => {
    expect(signalOf()).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      rule: expect.objectContaining({ title: 'Login', level: 'low' }) as object,
      detector: 'stream',
      at: '2026-03-02T10:00:00.000Z',
      groupKey: '["ada","192.0.2.17"]',
      entity: { field: 'user.name', value: 'ada' },
      reason: 'Accepted publickey for ada from 192.0.2.17 port 50514 ssh2',
      proof: {
        selections: [{ name: 'selection', conditions: expect.arrayContaining([]) as object }],
        events: [{ id: 'event-1', day: '2026-03-02', at: '2026-03-02T10:00:00.000Z', message: anEvent().message }],
        eventCount: 1,
      },
    });
  });

  it('has an id that follows from rule and event', () => {
    expect(signalOf().id).toBe(signalOf().id);
    expect(signalOf({}, 'event-2').id).not.toBe(signalOf().id);
  });

  it('is about the first grouping field that has a value', () => {
    const signal = signalOf({ 'user.name': undefined as never });
    expect([signal.entity, signal.groupKey]).toEqual([
      { field: 'source.ip', value: '192.0.2.17' },
      '[null,"192.0.2.17"]',
    ]);
  });

  it('stays small whatever the event holds, and keeps long values apart', () => {
    const long = 'x'.repeat(2_000_000);
    const signal = signalOf({ message: `for ${long}`, 'user.name': long });
    expect(JSON.stringify(signal).length).toBeLessThan(10_000);
    expect(signal.groupKey).not.toBe(signalOf({ message: `for ${long}`, 'user.name': `${long}y` }).groupKey);
  });
});
