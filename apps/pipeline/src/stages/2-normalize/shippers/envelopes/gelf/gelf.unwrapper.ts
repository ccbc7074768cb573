import { Injectable } from '@nestjs/common';
import { UnwrapperPlugin, type JsonRecord, type RecordContext, type Unwrapper } from '@tocsin/plugin-kit';

import { gelfOptionsSchema, type GelfOptions } from './gelf.options';

/** GELF's own words, where the table of aliases or a record inside may take them for something else. */
const RENAMED: Readonly<Record<string, string>> = {
  host: 'hostname',
  level: 'severity',
  short_message: 'message',
};

/**
 * Names the fields of a message in GELF as their sender did: an underscore before the name says only that it is not one of
 * GELF's own. A field that has the same name as one of those keeps its underscore.
 */
@Injectable()
@UnwrapperPlugin({ type: 'gelf', order: 120, stability: 'beta', options: gelfOptionsSchema })
export class GelfUnwrapper implements Unwrapper<GelfOptions> {
  claims(record: JsonRecord, { dialect }: RecordContext): boolean {
    return typeof record['short_message'] === 'string' && (dialect === 'gelf' || isVersion(record['version']));
  }

  unwrap(record: JsonRecord): readonly JsonRecord[] {
    const own = Object.entries(record).filter(([key]) => !key.startsWith('_'));
    const named = own.map(([key, value]) => (key === 'version' ? versionOf(value) : ([renamed(key), value] as const)));
    const taken = new Set<string>([...own.map(([key]) => key), ...named.map(([key]) => key)]);
    const added = Object.entries(record)
      .filter(([key]) => key.startsWith('_'))
      .map(([key, value]) => [taken.has(key.slice(1)) || key === '_' ? key : key.slice(1), value] as const);
    return [Object.fromEntries([...named, ...added])];
  }
}

function renamed(key: string): string {
  return Object.hasOwn(RENAMED, key) ? (RENAMED[key] ?? key) : key;
}

/** Below a name of its own: a program's version is something else. */
function versionOf(version: unknown): readonly [string, unknown] {
  return ['gelf', { version }];
}

function isVersion(version: unknown): boolean {
  return version === '1.1' || version === '1.0' || version === 1.1 || version === 1;
}
