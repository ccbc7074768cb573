import { drop, type Drop } from '@tocsin/plugin-kit';
import { compilePredicate, parseQuery, type Predicate } from '@tocsin/query';

import { compileAction, type Action } from './compiled-action';
import type { FixRule } from './fix.options';
import type { FixedEvent } from './fixed-event';

/** A rule ready to be tried on events. */
export class CompiledRule {
  private readonly chooses: Predicate;
  private readonly actions: readonly Action[];
  private readonly drops: Drop | undefined;

  constructor(private readonly rule: FixRule) {
    this.chooses =
      rule.where === undefined || rule.where.trim() === '' ? () => true : compilePredicate(parseQuery(rule.where));
    this.actions = rule.then.map((action) => compileAction(rule.name, action));
    this.drops = rule.then.some((action) => action.drop) ? drop(rule.name) : undefined;
  }

  isFor(source: string): boolean {
    return this.rule.source === undefined || this.rule.source === source;
  }

  /** @returns the drop, when the event goes no further. */
  run(event: FixedEvent): Drop | undefined {
    if (!this.chooses(event.current)) return undefined;
    if (this.drops !== undefined) return this.drops;
    for (const act of this.actions) act(event);
    return undefined;
  }
}
