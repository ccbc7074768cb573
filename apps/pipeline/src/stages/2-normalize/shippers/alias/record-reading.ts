import type { FieldValue } from '@tocsin/event-model';

import type { TimeFrame } from '../../time/parse-time';
import { readDecimal, readWhole } from '../../values/typed-value';
import { ALIASES, ECS_BRANCHES, type Alias } from './alias-table';
import { meaningOf, PLACES, type KeyMeaning } from './key-meaning';
import type { Fields } from './slots';

/** A value that fits a slot. */
export interface Candidate {
  readonly alias: Alias;
  readonly key: string;
  readonly place: number;
  readonly raw: FieldValue;
  readonly fields: Fields;
}

/** A value for details. */
export interface Leftover {
  readonly key: string;
  readonly place: number;
  readonly value: FieldValue;
}

const MAX_OBJECTS = 200;

type Json = Readonly<Record<string, FieldValue>>;

/** Goes through a record once and sorts its values: the best for each slot, and everything else. */
export class RecordReading {
  /** By slot name. */
  readonly winners = new Map<string, Candidate>();
  readonly leftovers: Leftover[] = [];
  readonly notes: string[] = [];

  constructor(private readonly frame: TimeFrame) {}

  read(record: Json): void {
    for (const rawKey of Object.keys(record)) {
      const value = record[rawKey] as FieldValue;
      const meaning = meaningOf(rawKey);
      if (meaning.container === undefined) this.readKey(meaning, meaning.place, value);
      else if (isObject(value)) this.readContainer(value, PLACES[meaning.container]);
      else if (value !== null) this.leave('message', PLACES[meaning.container], value);
    }
  }

  private readContainer(container: Json, place: number): void {
    for (const key of Object.keys(container)) {
      const value = container[key] as FieldValue;
      const meaning = meaningOf(key);
      // Inside a container `details.x` and `fields` are names like any other.
      if (meaning.key === key && meaning.container === undefined) this.readKey(meaning, place, value);
      else this.leave(key, place, value);
    }
  }

  private readKey({ key, alias, ecsRoot, cast }: KeyMeaning, place: number, given: FieldValue): void {
    const value = cast === undefined ? given : this.cast(key, cast, given);
    if (ecsRoot !== undefined && isObject(value)) {
      const rest = this.readBranch(ecsRoot, value, place);
      if (rest !== undefined) this.leave(key, place, rest);
    } else if (alias === undefined) this.leave(key, place, value);
    else this.offer(alias, key, place, value);
  }

  /** @returns what of the branch has no name of ours, in its own shape. */
  private readBranch(path: string, branch: Json, place: number): Json | undefined {
    const rest: [string, FieldValue][] = [];
    for (const key of Object.keys(branch)) {
      const value = branch[key] as FieldValue;
      const name = `${path}.${key.toLowerCase()}`;
      const alias = ALIASES.get(name);
      if (alias !== undefined) this.offer(alias, name, place, value);
      else if (isListOfObjects(value) && ECS_BRANCHES.has(name)) {
        this.readBranch(name, byKey(value), place);
        rest.push([key, value]);
      } else if (isObject(value) && ECS_BRANCHES.has(name)) {
        const inner = this.readBranch(name, value, place);
        if (inner !== undefined) rest.push([key, inner]);
      } else rest.push([key, value]);
    }
    return rest.length === 0 ? undefined : Object.fromEntries(rest);
  }

  private offer(alias: Alias, key: string, place: number, raw: FieldValue): void {
    if (isNothing(raw)) return;
    const fields = alias.slot.read(raw, this.frame);
    if (fields === undefined) return this.offerPart(alias, key, place, raw);
    const candidate = { alias, key, place, raw, fields };
    const other = this.winners.get(alias.slot.name);
    if (other === undefined || comesBefore(candidate, other)) this.winners.set(alias.slot.name, candidate);
    const loser = other !== undefined && comesBefore(candidate, other) ? other : candidate;
    if (other !== undefined) this.leave(loser.key, loser.place, loser.raw);
  }

  /** What does not fit stays in details; of a list, what does fit is taken. */
  private offerPart(alias: Alias, key: string, place: number, raw: FieldValue): void {
    if (alias.slot.isAmbiguous !== true)
      this.notes.push(`"${key.slice(0, 80)}" does not fit ${alias.slot.name}; kept in details`);
    this.leave(key, place, raw);
    const fitting = isList(raw) ? raw.filter((one) => !isNothing(one) && this.fits(alias, one)) : [];
    // Some take one value only, whatever fits.
    if (fitting.length > 0 && this.fits(alias, fitting)) this.offer(alias, key, place, fitting);
  }

  private fits({ slot }: Alias, value: FieldValue): boolean {
    return slot.read(value, this.frame)?.[slot.name] !== undefined;
  }

  private cast(key: string, type: 'int' | 'float', value: FieldValue): FieldValue {
    const number = readDecimal(value);
    const cast = number !== undefined && type === 'int' ? readWhole(Math.trunc(number)) : number;
    if (cast !== undefined) return cast;
    this.notes.push(`"${key.slice(0, 80)}" is no ${type}; kept as it came`);
    return value;
  }

  private leave(key: string, place: number, value: FieldValue): void {
    this.leftovers.push({ key, place, value });
  }
}

/** By rank, then by place, then by name: never by the order in the document. */
function comesBefore(one: Candidate, other: Candidate): boolean {
  const difference = one.alias.rank - other.alias.rank || one.place - other.place;
  return difference < 0 || (difference === 0 && one.key < other.key);
}

function isObject(value: FieldValue): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value);
}

function isListOfObjects(value: FieldValue): value is readonly Json[] {
  return Array.isArray(value) && value.length > 0 && value.length <= MAX_OBJECTS && value.every(isObject);
}

/** Lists of the values of each key: how the fields of a list of objects are found by their names. */
function byKey(objects: readonly Json[]): Json {
  const lists = new Map<string, FieldValue[]>();
  for (const object of objects)
    for (const key of Object.keys(object)) {
      const values = lists.get(key) ?? [];
      lists.set(key, values);
      values.push(object[key] as FieldValue);
    }
  return Object.fromEntries(lists);
}

/** Ways to say that there is no value. */
function isNothing(value: FieldValue): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
