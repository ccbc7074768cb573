import type { JsonRecord } from '@tocsin/plugin-kit';

import { flatKeyMeaning } from './flat-key-meaning';
import { mayBeData, type SystemMeaning } from './flat-keys';
import { isRecord, saysSomething, WindowsRecordBuilder, type SystemField, type WindowsRecord } from './windows-record';

/** nxlog's own words for levels and audits; in the data of an event the name means something else. */
const NXLOG_TYPES = /^(?:AUDIT_SUCCESS|AUDIT_FAILURE|INFO|WARNING|ERROR|CRITICAL|DEBUG|VERBOSE)$/i;

interface Ranked {
  readonly rank: number;
  readonly key: string;
  readonly value: unknown;
}

/**
 * Reads a record that has everything side by side, as nxlog, fluent-bit and flattened evtx write it.
 * @param isRenamed the shipper changed the case of the names.
 */
export function readFlat(record: JsonRecord, isRenamed: boolean): WindowsRecord {
  return new FlatReading(isRenamed).read(record);
}

class FlatReading {
  private readonly built = new WindowsRecordBuilder();
  private readonly found = new Map<SystemField, Ranked>();

  constructor(private readonly isRenamed: boolean) {}

  read(record: JsonRecord): WindowsRecord {
    for (const key of Object.keys(record)) {
      const value = record[key];
      if (value !== null) this.readKey(key, value);
    }
    for (const [field, { value }] of this.found) this.built.setSystem(field, value);
    this.readUser(record);
    this.readFiltered(record);
    return this.built;
  }

  private readKey(key: string, value: unknown): void {
    const { system, isContainer, isOfShipper, mayBeNxlogType, dataName } = flatKeyMeaning(key, this.isRenamed);
    const isObject = isRecord(value);
    if (system !== undefined && !isObject) this.offer(system, { rank: system.rank, key, value });
    else if (isContainer) this.readData(value);
    else if (isObject || isOfShipper) this.built.rest[key] = value;
    else if (mayBeNxlogType && isNxlogType(value)) this.built.setSystem('audit', value);
    else this.built.setData(dataName, value);
  }

  private readData(value: unknown): void {
    if (!isRecord(value)) this.built.setData('Data', value);
    else for (const [name, one] of Object.entries(value)) this.built.setData(name, one);
  }

  private offer({ field }: SystemMeaning, one: Ranked): void {
    const other = this.found.get(field);
    const isBetter = saysSomething(one.value) && (other === undefined || one.rank < other.rank);
    const loser = isBetter ? other : one;
    if (isBetter) this.found.set(field, one);
    if (loser !== undefined && saysSomething(loser.value)) this.keep(loser, this.found.get(field)?.value);
  }

  private keep({ key, value }: Ranked, winner: unknown): void {
    if (mayBeData(key)) this.built.setData(key, value);
    else if (value !== winner) this.built.rest[key] = value;
  }

  /** nxlog looks up the account the event was written under; a service's own account is data. */
  private readUser(record: JsonRecord): void {
    if (record['AccountType'] === undefined) return;
    this.built.setSystem('userName', record['AccountName']);
    this.built.setSystem('userDomain', record['Domain']);
  }

  /** Of a filtered connection this is whose connection it is; elsewhere it is what wrote the event. */
  private readFiltered(record: JsonRecord): void {
    if (record['Application'] !== undefined) this.built.setData('ProcessID', record['ProcessID']);
  }
}

function isNxlogType(value: unknown): boolean {
  return typeof value === 'string' && NXLOG_TYPES.test(value);
}
