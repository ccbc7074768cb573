import type { SecurityEvent } from '@tocsin/event-model';

import type { ConfiguredPlugin } from './configured-plugin';
import type { PluginManifest } from './plugin-manifest';
import { PluginPass, type EventUnderWay, type PluginMetrics, type PluginWitness } from './plugin-run';
import type { JsonRecord, RecordContext, Unwrapper } from './unwrapper';

export type ConfiguredUnwrapper = ConfiguredPlugin<PluginManifest, Unwrapper>;

/** Envelopes in envelopes end here; what is deeper is left as it is. */
const MAX_LEVELS = 4;
/** Records of one line; a line has at most a few MiB, so this only meets who wants to make trouble. */
const MAX_RECORDS = 10_000;

/** All unwrappers, in order, over the records of one batch. */
export class Unwrapping {
  private readonly passes: readonly PluginPass[];
  /** Of each; they take turns, so none has the time from first to last to itself. */
  private readonly seconds: number[];

  constructor(
    private readonly unwrappers: readonly ConfiguredUnwrapper[],
    metrics: PluginMetrics,
    private readonly witness?: PluginWitness,
  ) {
    this.passes = unwrappers.map((unwrapper) => new PluginPass(unwrapper, metrics, witness));
    this.seconds = unwrappers.map(() => 0);
  }

  /** @returns the records inside; `[record]` itself when nothing is around it. A failure is noted on the event. */
  unwrap(item: EventUnderWay, record: JsonRecord, context: RecordContext): readonly JsonRecord[] {
    let records: readonly JsonRecord[] = [record];
    for (let level = 0; level < MAX_LEVELS; level += 1) {
      const inner = this.oneLevel(item, records, context);
      if (inner === records) break;
      records = inner;
    }
    return records;
  }

  /** An event of its own for one of the records that were found in another's. */
  copyOf(event: SecurityEvent): SecurityEvent {
    const copy = { ...event };
    this.witness?.copied(event, copy);
    return copy;
  }

  /** Ends the batch: what each unwrapper did is counted. */
  end(): void {
    for (const [index, pass] of this.passes.entries()) pass.end(this.seconds[index]);
  }

  private oneLevel(item: EventUnderWay, records: readonly JsonRecord[], context: RecordContext): readonly JsonRecord[] {
    let opened: JsonRecord[] | undefined;
    for (const [position, record] of records.entries()) {
      const inner = this.openOne(item, record, context);
      if (inner !== undefined) opened ??= records.slice(0, position);
      if (opened !== undefined) opened.push(...(inner ?? [record]));
      if (opened !== undefined && opened.length > MAX_RECORDS) return records;
    }
    return opened ?? records;
  }

  private openOne(item: EventUnderWay, record: JsonRecord, context: RecordContext): readonly JsonRecord[] | undefined {
    for (const [index, { plugin, options, manifest }] of this.unwrappers.entries()) {
      const pass = this.passes[index] as PluginPass;
      if (pass.isBypassed) continue;
      const inner = pass.attempt(item, () =>
        plugin.claims(record, context)
          ? this.timed(index, () => recordsOf(plugin.unwrap(record, options, context)))
          : undefined,
      );
      if (inner === undefined || inner.length === 0) continue;
      this.witness?.opened(manifest.type, item.event);
      return inner;
    }
    return undefined;
  }

  private timed<T>(index: number, work: () => T): T {
    const startedAt = performance.now();
    const result = work();
    this.seconds[index] = (this.seconds[index] ?? 0) + (performance.now() - startedAt) / 1_000;
    return result;
  }
}

function recordsOf(answer: readonly JsonRecord[]): readonly JsonRecord[] {
  if (!isListOfRecords(answer)) throw new TypeError('its answer is not a list of records');
  return answer;
}

function isListOfRecords(answer: unknown): answer is readonly JsonRecord[] {
  const isOne = (one: unknown): boolean => typeof one === 'object' && one !== null && !Array.isArray(one);
  return Array.isArray(answer) && answer.every(isOne);
}
