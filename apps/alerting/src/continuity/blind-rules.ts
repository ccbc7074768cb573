import { Injectable } from '@nestjs/common';
import { EventStore } from '@tocsin/event-store';
import type { Expr } from '@tocsin/query';
import { StoredRules } from '@tocsin/rules';
import type { SigmaRule } from '@tocsin/sigma';

const WEEK_MS = 7 * 86_400_000;

/** A rule that does not see what it looks for. */
export interface BlindRule {
  readonly id: string;
  readonly title: string;
}

/** Finds the enabled rules that live by the events of a source: those whose log source its events of the last week were. */
@Injectable()
export class BlindRules {
  constructor(
    private readonly store: EventStore,
    private readonly rules: StoredRules,
  ) {}

  /** By title. @throws {StoreUnavailable} */
  async of(source: string, now: Date): Promise<BlindRule[]> {
    const { rules, shadows } = this.rules.book;
    const routings = new Map<string, SigmaRule[]>();
    for (const rule of rules) {
      if (shadows.has(rule.facts.id)) continue;
      const key = JSON.stringify(rule.routing);
      routings.set(key, [...(routings.get(key) ?? []), rule]);
    }
    const blind: BlindRule[] = [];
    for (const group of routings.values())
      if (group[0] && (await this.has(source, group[0].routing, now)))
        blind.push(...group.map(({ facts: { id, title } }) => ({ id, title })));
    return blind.toSorted((one, other) => one.title.localeCompare(other.title));
  }

  private async has(source: string, routing: Expr, now: Date): Promise<boolean> {
    const own: Expr = { kind: 'equals', field: 'tocsin.source', value: source, cased: true };
    const page = await this.store.search({
      expr: { kind: 'and', operands: [own, routing] },
      range: { from: new Date(now.getTime() - WEEK_MS).toISOString(), to: now.toISOString(), by: 'ingested' },
      sort: 'newest',
      size: 1,
    });
    return page.total > 0;
  }
}
