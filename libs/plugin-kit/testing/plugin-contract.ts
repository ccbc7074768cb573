import { fieldSpec, type EventPatch, type FieldType, type SecurityEvent } from '@tocsin/event-model';
import { applyPatch, writePermission, type PluginManifest } from '@tocsin/plugin-kit';
import { isIP } from 'node:net';

import { hostileRecord } from './hostile';

/** How many hostile events each plug-in is shown. */
export const HOSTILE_EVENTS = 2_000;

/** An event of which about half the fields are as in the example, so that a plug-in takes it up, and the others hostile. */
export function spoiled(example: SecurityEvent, random: () => number): SecurityEvent {
  const kept = Object.entries(example).filter(() => random() < 0.5);
  const hostile = hostileRecord(random);
  const base = { '@timestamp': '2026-11-24T10:00:00.000Z', message: JSON.stringify(hostile['message']) ?? '' };
  return { ...(hostile as Partial<SecurityEvent>), ...base, ...Object.fromEntries(kept) };
}

/** Makes any later change to a value throw. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

/** What the decorator of every kind of plug-in must say. */
export function describeManifest(manifest: PluginManifest): void {
  it('has a type in lower_snake_case', () => {
    expect(manifest.type).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
  });

  it('describes every option and refuses unknown ones', () => {
    for (const [name, option] of Object.entries(manifest.options.shape))
      expect({ name, description: (option as { description?: string }).description }).toEqual({
        name,
        description: expect.stringMatching(/\S/) as string,
      });
    const refused = manifest.options.safeParse({ 'no such option': 1 });
    expect(refused.error?.issues.map((issue) => issue.code)).toContain('unrecognized_keys');
  });
}

/** Fails when a patch sets an undeclared field or a value that does not fit the field's type. */
export function expectGoodPatch(manifest: PluginManifest, event: SecurityEvent, patch: EventPatch): void {
  const copy = structuredClone(event);
  applyPatch(copy, patch, writePermission(manifest.writes));
  for (const [field, value] of Object.entries(patch)) {
    const spec = fieldSpec(field);
    if (spec === undefined || value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value])
      if (!fits(spec.type, one)) throw new Error(`${field} is a ${spec.type}; the patch sets ${JSON.stringify(one)}`);
  }
}

function fits(type: FieldType, value: unknown): boolean {
  switch (type) {
    case 'keyword':
    case 'text':
      return typeof value === 'string';
    case 'ip':
      return typeof value === 'string' && isIP(value) !== 0 && !value.includes('%');
    case 'date':
      return typeof value === 'string' && new Date(value).toISOString() === value;
    case 'long':
      return Number.isSafeInteger(value);
    case 'double':
      return Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'geo_point':
    case 'flattened':
      return typeof value === 'object';
  }
}
