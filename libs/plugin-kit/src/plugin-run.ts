import type { EventPatch, SecurityEvent } from '@tocsin/event-model';

import type { ConfiguredPlugin } from './configured-plugin';
import { Drop, isDropRule } from './drop';
import { addNote, applyPatch } from './event-patch';
import type { PluginManifest } from './plugin-manifest';

/** Why an event leaves the pipeline for the parked events. */
export interface Refusal {
  /** Stable, for counting: `plugin.failed`. */
  readonly code: string;
  /** For people. */
  readonly reason: string;
}

/** An event under way. One that is refused, dropped or joined to another is passed over by everything that follows. */
export interface EventUnderWay {
  readonly event: SecurityEvent;
  refusal?: Refusal;
  /** The rule by which it was dropped. */
  dropped?: string;
  /** The event that now also says what this one said. */
  joinedTo?: EventUnderWay;
}

/** What one plug-in did to one batch. */
export interface PluginRun {
  readonly type: string;
  /** Events it was shown. */
  readonly events: number;
  readonly changed: number;
  readonly failed: number;
  readonly dropped: number;
  readonly seconds: number;
  /** The first failure, when there was one. */
  readonly error?: unknown;
  /** Why it is passed over for now; empty while it is not. */
  readonly bypassed: string;
}

/** Where plug-in runs are counted. Called once per plug-in and batch. */
export abstract class PluginMetrics {
  abstract record(run: PluginRun): void;
}

/**
 * Watches what plug-ins do, event by event. What is watched is a rehearsal: it counts for no figures, and no plug-in is passed over
 * because of it.
 */
export interface PluginWitness {
  before(type: string, event: SecurityEvent): void;
  after(type: string, event: SecurityEvent): void;
  /** An unwrapper found records in that of the event. */
  opened(type: string, event: SecurityEvent): void;
  /** The event goes on as several, of which this is one. */
  copied(event: SecurityEvent, copy: SecurityEvent): void;
}

/** What became of an event at a plug-in: `empty` is an answer with nothing in it. */
export type RunResult = 'passed' | 'empty' | 'changed' | 'dropped' | 'failed';

type Runnable = ConfiguredPlugin<PluginManifest, unknown>;
export type PluginAnswer = EventPatch | Drop | undefined;

const PLUGINS = 'tocsin.plugins';
const MAX_REASON = 300;

export function isOpen(item: EventUnderWay): boolean {
  return item.refusal === undefined && item.dropped === undefined && item.joinedTo === undefined;
}

/** The plug-in that is at work, and the event it works on: what is to blame when the work does not end. */
export const atWork: { plugin: Runnable | undefined; item: EventUnderWay | undefined; isRehearsal: boolean } = {
  plugin: undefined,
  item: undefined,
  isRehearsal: false,
};

/** Runs one plug-in over events and keeps its failures to itself: events and neighbours go on by its declared policy. */
export class PluginPass {
  /** Nobody is to ask the plug-in anything in this pass. */
  readonly isBypassed: boolean;
  private readonly startedAt = performance.now();
  private shown = 0;
  private claimed = 0;
  private changed = 0;
  private failed = 0;
  private dropped = 0;
  private error: unknown;

  constructor(
    private readonly plugin: Runnable,
    private readonly metrics: PluginMetrics,
    private readonly witness?: PluginWitness,
  ) {
    this.isBypassed = plugin.guard.isBypassed;
  }

  /** Asks for a patch and applies it; `undefined` when the plug-in has nothing to do with the event. */
  run<E extends EventUnderWay>(item: E, answerFor: (item: E) => PluginAnswer): RunResult {
    if (this.witness === undefined) return this.runOne(item, answerFor);
    const { type } = this.plugin.manifest;
    this.witness.before(type, item.event);
    const result = this.runOne(item, answerFor);
    this.witness.after(type, item.event);
    return result;
  }

  /** Does something with the plug-in for an event; `undefined` when it failed. */
  attempt<T>(item: EventUnderWay, work: () => T): T | undefined {
    this.begin(item);
    try {
      return work();
    } catch (error) {
      this.fail(item, error);
      return undefined;
    }
  }

  /** For every plug-in and event there is: nothing is made here that has to be cleared away. */
  private runOne<E extends EventUnderWay>(item: E, answerFor: (item: E) => PluginAnswer): RunResult {
    this.begin(item);
    try {
      const answer = answerFor(item);
      return answer === undefined ? 'passed' : this.apply(item, answer);
    } catch (error) {
      this.fail(item, error);
      return 'failed';
    }
  }

  private begin(item: EventUnderWay): void {
    this.shown += 1;
    atWork.plugin = this.plugin;
    atWork.item = item;
    atWork.isRehearsal = this.witness !== undefined;
  }

  /** The same failure for an event the plug-in could not even be asked about. */
  fail(item: EventUnderWay, error: unknown): void {
    this.claimed += 1;
    this.failed += 1;
    this.error ??= error;
    const { type, onFailure } = this.plugin.manifest;
    const reason = `Plug-in ${type} failed: ${messageOf(error)}`;
    if (onFailure === 'park') item.refusal = { code: 'plugin.failed', reason };
    else addNote(item.event, `${reason}; it was skipped`);
  }

  /** The event goes on without the plug-in, and says so. */
  passOver(item: EventUnderWay): void {
    const { guard, manifest } = this.plugin;
    addNote(item.event, `Plug-in ${manifest.type} is passed over for now: ${guard.reason}`);
  }

  /**
   * Counts what was done, unless it was a rehearsal.
   * @param ownSeconds what the plug-in itself took, where that is not all the time since the pass began
   */
  end(ownSeconds?: number): void {
    atWork.plugin = undefined;
    atWork.item = undefined;
    if (this.witness !== undefined) return;
    const { shown, claimed, changed, failed, dropped, error } = this;
    const { guard, manifest } = this.plugin;
    const seconds = (performance.now() - this.startedAt) / 1000;
    guard.note({ shown, claimed, failed, seconds: ownSeconds ?? seconds });
    const bypassed = guard.reason;
    const run = { type: manifest.type, events: shown, changed, failed, dropped, seconds, bypassed };
    this.metrics.record(error === undefined ? run : { ...run, error });
  }

  private apply(item: EventUnderWay, answer: EventPatch | Drop): RunResult {
    if (!isAnswer(answer)) throw new TypeError('its answer is not a patch');
    this.claimed += 1;
    if (answer instanceof Drop) return this.drop(item, answer);
    if (!applyPatch(item.event, answer, this.plugin.writer)) return 'empty';
    this.changed += 1;
    const before = item.event[PLUGINS] as readonly string[] | undefined;
    const { type } = this.plugin.manifest;
    item.event[PLUGINS] = before === undefined ? [type] : before.includes(type) ? before : [...before, type];
    return 'changed';
  }

  private drop(item: EventUnderWay, { rule }: Drop): RunResult {
    const { drops } = this.plugin.manifest;
    if (!isDropRule(rule) || !(drops.includes(rule) || drops.includes('*')))
      throw new Error(`it wanted to drop the event by the rule "${rule}", which it does not declare`);
    item.dropped = rule;
    this.dropped += 1;
    return 'dropped';
  }
}

function isAnswer(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  if (!(answer instanceof Promise)) return true;
  // Nobody waits for it; were it rejected without anyone to hear of it, the process would end.
  answer.catch(() => undefined);
  return false;
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.length > MAX_REASON ? `${text.slice(0, MAX_REASON)}…` : text;
}
