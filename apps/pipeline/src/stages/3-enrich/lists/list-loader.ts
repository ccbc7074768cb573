import { setImmediate as others } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import type { ListKind } from '@tocsin/database';
import type { ValueKind } from '@tocsin/lists';

import { ListMemory, type ListHit } from './list-memory';
import { ListSource, type Revisions } from './list-source';

/** Entries read, and taken in without a pause, at once. */
const CHUNK = 2_000;
/** Removed entries are kept for longer than this; who was away for so long begins anew. */
const TOO_FAR_BEHIND_MS = 24 * 3_600_000;
const SWEEP_EVERY_MS = 3_600_000;

/** Kinds to load, with how many answers to remember for each. */
type Wanted = ReadonlyMap<ListKind, number>;

/** Reads what changed in the lists since it last did; everything only at first and when it is too far behind. */
@Injectable()
export class ListLoader {
  /** Of the last change that is in memory. */
  revision = 0;
  memory = new ListMemory(new Map());
  private lists = -1;
  private loadedAt = 0;
  private loadedKinds = '';
  private sweptAt = 0;

  constructor(
    private readonly source: ListSource,
    private readonly clock: Clock,
  ) {}

  /** Terms in force that a value meets, the most specific first. */
  hits(kind: ListKind, valueKind: ValueKind, value: string): readonly ListHit[] {
    return this.memory.hits(kind, valueKind, value, () => this.clock.now().getTime());
  }

  /** Must not be called again before it is done. When it fails, the memory is as it was or somewhat newer. */
  async load(wanted: Wanted): Promise<void> {
    const latest = await this.source.revisions();
    if (this.mustBeginAnew(latest, wanted)) await this.loadAll(latest, wanted);
    else await this.loadChanges(latest, wanted);
    this.loadedAt = this.clock.now().getTime();
  }

  /** Takes out what is no longer in force, when it is time to; yields between small steps. */
  *sweep(): Generator<void> {
    const now = this.clock.now().getTime();
    if (now - this.sweptAt < SWEEP_EVERY_MS) return;
    this.sweptAt = now;
    yield* this.memory.sweep(now);
  }

  private mustBeginAnew(latest: Revisions, wanted: Wanted): boolean {
    const isBehind = this.clock.now().getTime() - this.loadedAt > TOO_FAR_BEHIND_MS;
    const isSetBack = latest.given < this.revision;
    return isBehind || isSetBack || this.loadedKinds !== [...wanted.keys()].join();
  }

  /** Into a new memory, so that what is known stays in force until it is whole. */
  private async loadAll(latest: Revisions, wanted: Wanted): Promise<void> {
    const memory = new ListMemory(wanted);
    const kinds = [...wanted.keys()];
    memory.setLists(await this.source.lists(kinds));
    const revision = await this.takeIn(memory, 0);
    this.memory = memory;
    this.revision = Math.max(revision, latest.entries);
    this.lists = latest.lists;
    this.loadedKinds = kinds.join();
    this.sweptAt = this.clock.now().getTime();
  }

  private async loadChanges(latest: Revisions, wanted: Wanted): Promise<void> {
    const kinds = [...wanted.keys()];
    if (latest.lists !== this.lists) {
      this.memory.setLists(await this.source.lists(kinds));
      this.lists = latest.lists;
    }
    if (latest.entries > this.revision)
      this.revision = Math.max(latest.entries, await this.takeIn(this.memory, this.revision));
  }

  /** @returns the revision of the last change there was. */
  private async takeIn(memory: ListMemory, after: number): Promise<number> {
    for (let revision = after; ;) {
      const changes = await this.source.changes(revision, CHUNK);
      memory.apply(changes);
      revision = changes.at(-1)?.revision ?? revision;
      if (changes.length < CHUNK) return revision;
      await others();
    }
  }
}
