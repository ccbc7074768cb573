import type { SecurityEvent } from '@tocsin/event-model';
import { compilePredicate } from '@tocsin/query';

import type { LogSource } from '../rules/rule';
import { routing } from './routing';

const isOf = (source: LogSource, fields: Partial<SecurityEvent>): boolean =>
  compilePredicate(routing(source))({ '@timestamp': '', message: '', ...fields });
const started = { 'event.category': ['process'], 'event.type': ['start'] };

describe(routing.name, () => {
  it.each<[LogSource, Partial<SecurityEvent>]>([
    [
      { product: 'linux', category: 'process_creation' },
      { ...started, 'event.module': 'auditd' },
    ],
    [
      { product: 'macos', category: 'process_creation' },
      { ...started, 'host.os.type': 'macos' },
    ],
    [{ product: 'kubernetes', category: 'application', service: 'audit' }, { 'event.dataset': 'kubernetes.audit' }],
    [{ product: 'django', category: 'application' }, { 'tocsin.application': 'django' }],
    [
      { product: 'm365', service: 'threat_management' },
      { 'event.module': 'm365', 'event.dataset': 'm365.audit' },
    ],
    [
      { product: 'cisco', service: 'aaa' },
      { 'event.module': 'cisco', 'event.dataset': 'cisco.ios' },
    ],
    [
      { product: 'cisco', service: 'duo' },
      { 'event.module': 'cisco', 'event.dataset': 'cisco.duo' },
    ],
    [{ product: 'fortigate', service: 'event' }, { 'event.module': 'fortinet' }],
    [{ service: 'apache' }, { 'process.name': 'apache2' }],
    [{ category: 'payments' }, { 'tocsin.category': 'payments' }],
  ])('%j means %j', (source, fields) => {
    expect(isOf(source, fields)).toBe(true);
  });

  it.each<[LogSource, Partial<SecurityEvent>]>([
    [
      { product: 'linux', category: 'process_creation' },
      { ...started, 'event.module': 'windows' },
    ],
    [{ product: 'linux' }, { 'host.os.type': 'windows' }],
    [
      { product: 'macos', category: 'process_creation' },
      { ...started, 'event.module': 'auditd' },
    ],
    [
      { product: 'cisco', service: 'aaa' },
      { 'event.module': 'cisco', 'event.dataset': 'cisco.umbrella' },
    ],
    [
      { product: 'cisco', service: 'duo' },
      { 'event.module': 'cisco', 'event.dataset': 'cisco.ios' },
    ],
    [{ category: 'application' }, { 'event.module': 'django' }],
  ])('%j does not mean %j', (source, fields) => {
    expect(isOf(source, fields)).toBe(false);
  });
});
