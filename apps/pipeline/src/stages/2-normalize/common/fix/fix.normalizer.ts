import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Drop, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { CompiledRule } from './compiled-rule';
import { fixOptionsSchema, type FixOptions } from './fix.options';
import { FixedEvent } from './fixed-event';

const NO_CHANGE: EventPatch = {};
const MAX_SOURCES = 1_000;

/** The rules of one set of options, by the sources they are for. */
class RuleSet {
  private readonly rules: readonly CompiledRule[];
  private readonly bySource = new Map<string, readonly CompiledRule[]>();

  constructor({ rules }: FixOptions) {
    this.rules = rules.map((rule) => new CompiledRule(rule));
  }

  for(source: string): readonly CompiledRule[] {
    const known = this.bySource.get(source);
    if (known !== undefined) return known;
    if (this.bySource.size >= MAX_SOURCES) this.bySource.clear();
    const rules = this.rules.filter((rule) => rule.isFor(source));
    this.bySource.set(source, rules);
    return rules;
  }
}

/**
 * Mends by rules of the configuration what a shipper does wrong: renames, copies, splits, casts, replaces, removes, drops. Runs after an
 * event has been understood and before anything is gathered from it or looked up for it, so that everything later sees the mended event.
 */
@Injectable()
@NormalizerPlugin({
  type: 'fix',
  understands: 'finish',
  order: 100,
  stability: 'beta',
  options: fixOptionsSchema,
  reads: ['*'],
  writes: ['*'],
  drops: ['*'],
})
export class FixNormalizer implements Normalizer<FixOptions> {
  private readonly sets = new WeakMap<FixOptions, RuleSet>();

  claims(): boolean {
    return true;
  }

  normalize(event: SecurityEvent, options: FixOptions, context: NormalizerContext): EventPatch | Drop {
    if (options.rules.length === 0) return NO_CHANGE;
    const rules = this.setOf(options).for(context.source);
    if (rules.length === 0) return NO_CHANGE;
    const fixed = new FixedEvent(event, context);
    for (const rule of rules) {
      const dropped = rule.run(fixed);
      if (dropped !== undefined) return dropped;
    }
    return fixed.patch();
  }

  private setOf(options: FixOptions): RuleSet {
    const known = this.sets.get(options) ?? new RuleSet(options);
    this.sets.set(options, known);
    return known;
  }
}
