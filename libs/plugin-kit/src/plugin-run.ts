import type { EventPatch, SecurityEvent } from '@tocsin/event-model';

import type { ConfiguredPlugin } from './configured-plugin';
import { addNote, applyPatch } from './event-patch';
import type { PluginManifest } from './plugin-manifest';

/** Why an event leaves the pipeline for the parked events. */
export interface Refusal {
  /** Stable, for counting: `plugin.failed`. */
  readonly code: string;
  /** For people. */
  readonly reason: string;
}

/** An event under way. One with a refusal is passed over by everything that follows. */
export interface EventUnderWay {
  readonly event: SecurityEvent;
  refusal?: Refusal;
}

/** What one plug-in did to one batch. */
export interface PluginRun {
  readonly type: string;
  /** Events it was shown. */
  readonly events: number;
  readonly changed: number;
  readonly failed: number;
  readonly seconds: number;
  /** The first failure, when there was one. */
  readonly error?: unknown;
}

/** Where plug-in runs are counted. Called once per plug-in and batch. */
export abstract class PluginMetrics {
  abstract record(run: PluginRun): void;
}

type Runnable = ConfiguredPlugin<PluginManifest, unknown>;

const PLUGINS = 'tocsin.plugins';
const MAX_REASON = 300;

/** Runs one plug-in over events and keeps its failures to itself: events and neighbours go on by its declared policy. */
export class PluginPass {
  private readonly startedAt = performance.now();
  private events = 0;
  private changed = 0;
  private failed = 0;
  private error: unknown;

  constructor(private readonly plugin: Runnable) {}

  /**
   * Asks for a patch and applies it; `undefined` when the plug-in has nothing to do with the event.
   * @returns whether there was a patch and it could be applied.
   */
  run<E extends EventUnderWay>(item: E, patchFor: (item: E) => EventPatch | undefined): boolean {
    this.events += 1;
    try {
      const patch = patchFor(item);
      if (patch === undefined) return false;
      this.apply(item.event, patch);
      return true;
    } catch (error) {
      this.fail(item, error);
      return false;
    }
  }

  /** The same failure for an event the plug-in could not even be asked about. */
  fail(item: EventUnderWay, error: unknown): void {
    this.failed += 1;
    this.error ??= error;
    const { type, onFailure } = this.plugin.manifest;
    const reason = `Plug-in ${type} failed: ${messageOf(error)}`;
    if (onFailure === 'park') item.refusal = { code: 'plugin.failed', reason };
    else addNote(item.event, `${reason}; it was skipped`);
  }

  end(): PluginRun {
    return {
      type: this.plugin.manifest.type,
      events: this.events,
      changed: this.changed,
      failed: this.failed,
      seconds: (performance.now() - this.startedAt) / 1000,
      ...(this.error === undefined ? {} : { error: this.error }),
    };
  }

  private apply(event: SecurityEvent, patch: EventPatch): void {
    if (typeof patch !== 'object' || patch === null) throw new TypeError('its answer is not a patch');
    if (!applyPatch(event, patch, this.plugin.mayWrite)) return;
    this.changed += 1;
    const before = event[PLUGINS] as readonly string[] | undefined;
    event[PLUGINS] = before === undefined ? [this.plugin.manifest.type] : [...before, this.plugin.manifest.type];
  }
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.length > MAX_REASON ? `${text.slice(0, MAX_REASON)}…` : text;
}
