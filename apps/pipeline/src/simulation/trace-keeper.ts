import type { SimulationTraceStep } from '@tocsin/api-contract';
import type { SecurityEvent } from '@tocsin/event-model';
import type { PluginWitness } from '@tocsin/plugin-kit';

import { changesOf, newNotes, snapshotOf, type Snapshot } from './event-changes';

/** Writes down what each plug-in changes of each event of a batch. */
export class TraceKeeper implements PluginWitness {
  private readonly steps = new WeakMap<SecurityEvent, SimulationTraceStep[]>();
  private seen: Snapshot | undefined;
  private startedAt = 0;

  before(_type: string, event: SecurityEvent): void {
    this.seen = snapshotOf(event);
    this.startedAt = performance.now();
  }

  after(type: string, event: SecurityEvent): void {
    const micros = Math.round((performance.now() - this.startedAt) * 1_000);
    if (this.seen === undefined) return;
    const changes = changesOf(this.seen, event);
    const notes = newNotes(this.seen, event);
    if (changes.length > 0 || notes.length > 0) this.add(event, { plugin: type, micros, changes, notes });
  }

  opened(type: string, event: SecurityEvent): void {
    this.add(event, { plugin: type, micros: 0, changes: [], notes: ['Found records inside the record'] });
  }

  copied(event: SecurityEvent, copy: SecurityEvent): void {
    this.steps.set(copy, [...this.of(event)]);
  }

  of(event: SecurityEvent): SimulationTraceStep[] {
    return this.steps.get(event) ?? [];
  }

  private add(event: SecurityEvent, step: SimulationTraceStep): void {
    const steps = this.steps.get(event);
    if (steps === undefined) this.steps.set(event, [step]);
    else steps.push(step);
  }
}
