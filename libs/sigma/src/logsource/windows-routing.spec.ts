import type { SecurityEvent } from '@tocsin/event-model';
import { compilePredicate } from '@tocsin/query';

import { routing } from './routing';

const event = (dataset: string, code: string, more: Partial<SecurityEvent> = {}): SecurityEvent => ({
  '@timestamp': '2026-11-24T10:00:00.000Z',
  message: '',
  'event.module': 'windows',
  'event.dataset': `windows.${dataset}`,
  'event.code': code,
  ...more,
});
const means = (category: string, one: SecurityEvent): boolean =>
  compilePredicate(routing({ product: 'windows', category }))(one);

describe("categories of Windows' events", () => {
  it.each<[string, SecurityEvent, boolean]>([
    ['process_creation', event('sysmon', '1'), true],
    ['process_creation', event('security', '4688'), true],
    ['process_creation', event('system', '1'), false],
    ['process_creation', event('sysmon', '5', { 'event.category': ['process'], 'event.type': ['start'] }), false],
    ['file_event', event('sysmon', '11'), true],
    ['file_event', event('sysmon', '23', { 'event.category': ['file'] }), false],
    ['registry_add', event('sysmon', '12', { 'winlog.event_data.EventType': 'CreateKey' }), true],
    ['registry_add', event('sysmon', '12', { 'winlog.event_data.EventType': 'DeleteKey' }), false],
    ['registry_delete', event('sysmon', '12', { 'winlog.event_data.EventType': 'DeleteValue' }), true],
    ['file_access', event('sysmon', '11', { 'tocsin.category': 'file_access' }), true],
  ])('%s means the right ones', (category, one, expected) => {
    expect(means(category, one)).toBe(expected);
  });

  it('are those of other systems only when the rule is for Windows', () => {
    const linux = event('linux', '', {
      'event.module': 'auditd',
      'event.category': ['process'],
      'event.type': ['start'],
    });
    expect(compilePredicate(routing({ product: 'linux', category: 'process_creation' }))(linux)).toBe(true);
  });
});
