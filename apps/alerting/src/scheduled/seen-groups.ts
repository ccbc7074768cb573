import type { Group } from '@tocsin/event-store';
import { LRUCache } from 'lru-cache';

const MAX_GROUPS = 100_000;

/** Groups that are as they were when they were last evaluated need not be again. Forgetting one costs time, nothing else. */
export class SeenGroups {
  private readonly signatures = new LRUCache<string, string>({ max: MAX_GROUPS });

  /** @param from where the look that found the group began; a look from elsewhere counts other events. */
  isUnchanged(ruleId: string, group: Group, from: string): boolean {
    return this.signatures.get(nameOf(ruleId, group)) === signatureOf(group, from);
  }

  /** Call it when what the evaluation found is written. */
  remember(ruleId: string, group: Group, from: string): void {
    this.signatures.set(nameOf(ruleId, group), signatureOf(group, from));
  }
}

function nameOf(ruleId: string, { key }: Group): string {
  return JSON.stringify([ruleId, ...key]);
}

function signatureOf({ count, first, last }: Group, from: string): string {
  return `${from} ${count} ${first} ${last}`;
}
