import type { JsonRecord } from '@tocsin/plugin-kit';

import { RecordPath } from '../../values/record-mapping';

/** One line for people out of a record. */
export type Summary = (record: JsonRecord) => string;

interface Part {
  /** Stands before the value. */
  readonly text: string;
  readonly paths: readonly RecordPath[];
  readonly fallback: string;
}

const LONGEST_VALUE = 256;
const PLACE = /\{([^{}|]+)(?:\|([^{}]*))?\}/g;
const SHORT: Readonly<Record<string, string>> = {
  src: 'id.orig_h,id_orig_h,sourceipaddress',
  spt: 'id.orig_p,id_orig_p,sourceport',
  dst: 'id.resp_h,id_resp_h,destinationipaddress',
  dpt: 'id.resp_p,id_resp_p,destinationport',
};

/**
 * Makes a function of a template: `{path}` is the value there, `{path|word}` the word when there is none, `{one,other}` the first of
 * several; `{ends}` is short for who asked whom.
 */
export function compileSummary(template: string): Summary {
  const whole = template.replaceAll('{ends}', '{src} -> {dst}:{dpt}');
  const parts: Part[] = [];
  let at = 0;
  for (const match of whole.matchAll(PLACE)) {
    const [place, paths = '', fallback = ''] = match;
    const places = (SHORT[paths] ?? paths).split(',').map((path) => new RecordPath(path));
    parts.push({ text: whole.slice(at, match.index), paths: places, fallback });
    at = match.index + place.length;
  }
  const end = whole.slice(at);
  return (record) => parts.reduce((line, part) => line + part.text + textOf(record, part), '') + end;
}

function textOf(record: JsonRecord, { paths, fallback }: Part): string {
  for (const path of paths) {
    const value = path.in(record);
    if (typeof value === 'string' && value !== '') return value.slice(0, LONGEST_VALUE);
    if (typeof value === 'number') return String(value);
    // As MozDef wrote it, so that what people search for stays the same.
    if (typeof value === 'boolean') return value ? 'True' : 'False';
  }
  return fallback;
}
