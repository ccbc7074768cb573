import { Injectable } from '@nestjs/common';
import type { RuleTest, TestRule } from '@tocsin/api-contract';
import type { SecurityEvent } from '@tocsin/event-model';
import { compilePredicate, tryConditions } from '@tocsin/query';
import { StoredRules } from '@tocsin/rules';
import { readRules, type SigmaRule } from '@tocsin/sigma';

import { PlainProblem } from '../../http/problem';
import { RuleRefused } from './rule-refused';

/** Tries rules on events, without any of them being stored or raised. */
@Injectable()
export class RuleTrials {
  constructor(private readonly stored: StoredRules) {}

  /** @throws {RuleRefused} and {PlainProblem} when there is no such rule over single events. */
  async run({ text, id, events }: TestRule): Promise<RuleTest> {
    const rule = text === undefined ? await this.storedRule(id ?? '') : writtenRule(text);
    const matches = compilePredicate(rule.expr);
    const isOfLogSource = compilePredicate(rule.routing);
    const selections = [...rule.selections].map(([name, expr]) => ({
      ...{ name, matches: compilePredicate(expr), conditions: tryConditions(expr) },
    }));
    const results = events.map(asEvent).map((event) => ({
      matches: matches(event),
      isOfLogSource: isOfLogSource(event),
      selections: selections.map((one) => ({
        ...{ name: one.name, matches: one.matches(event), conditions: one.conditions(event) },
      })),
    }));
    return { results };
  }

  private async storedRule(id: string): Promise<SigmaRule> {
    await this.stored.load();
    const { rules, counted } = this.stored.set;
    const rule = [...rules, ...counted].find(({ facts }) => facts.id === id);
    if (rule !== undefined) return rule;
    throw new PlainProblem('not_found', 'rule.not_found', `There is no rule ${id} over single events. ${COUNTS}`);
  }
}

const COUNTS = 'Of a correlation, test the rules it counts.';

function writtenRule(text: string): SigmaRule {
  const { rules, refused } = readRules([{ file: 'text', text }]);
  if (refused.length > 0) throw new RuleRefused(refused);
  const [rule, ...more] = rules;
  if (rule !== undefined && more.length === 0) return rule;
  throw new PlainProblem('invalid', 'rule.not_one', `Send one rule over single events. ${COUNTS}`);
}

function asEvent(event: Record<string, unknown>): SecurityEvent {
  return { '@timestamp': '', message: '', ...event };
}
