import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { applyPatch, Drop, FieldWriter, isDropRule, type PluginManifest } from '@tocsin/plugin-kit';

import { hostileRecord } from './hostile';

/** How many hostile events each plug-in is shown. */
export const HOSTILE_EVENTS = 10_000;

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

/** Fails when an answer sets an undeclared field, a value that does not fit its field, or drops by an undeclared rule. */
export function expectGoodAnswer(manifest: PluginManifest, event: SecurityEvent, answer: EventPatch | Drop): void {
  if (answer instanceof Drop) expectDeclared(manifest, answer);
  else applyPatch({ ...event }, answer, writerOf(manifest));
}

function expectDeclared({ drops }: PluginManifest, { rule }: Drop): void {
  if (!isDropRule(rule) || !(drops.includes(rule) || drops.includes('*')))
    throw new Error(`It dropped by "${rule}", which it does not declare.`);
}

/** The event, and every field that is asked of it. */
export function watchReads(event: SecurityEvent, read: Set<string>): SecurityEvent {
  return new Proxy(event, {
    get: (target, field) => {
      if (typeof field === 'string') read.add(field);
      return Reflect.get(target, field) as unknown;
    },
  });
}

/** Answers whether a field may be read under a list of names, families (`details` and `details.*` are one) and `*`. */
export function readPermission(reads: readonly string[]): (field: string) => boolean {
  if (reads.includes('*')) return () => true;
  const names = new Set(reads.map((name) => name.replace(/^details\..*/, 'details')));
  const families = reads.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -1));
  return (field) => names.has(field) || families.some((family) => field.startsWith(family));
}

const writers = new WeakMap<PluginManifest, FieldWriter>();

function writerOf(manifest: PluginManifest): FieldWriter {
  const known = writers.get(manifest) ?? new FieldWriter(manifest.writes);
  writers.set(manifest, known);
  return known;
}
