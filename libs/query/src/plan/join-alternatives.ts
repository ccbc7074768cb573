import type { KeywordCondition, Plan, TextCondition } from './plan';

/**
 * Alternatives that look at the same values become one condition with several patterns, so that each value is read and folded
 * once for all of them. The order of the rest stays.
 */
export function joinAlternatives(operands: readonly Plan[]): Plan[] {
  const joined = new Map<string, Plan>();
  for (const [index, operand] of operands.entries()) {
    const key = keyOf(operand) ?? `#${index}`;
    const known = joined.get(key);
    joined.set(key, known === undefined ? operand : join(known as Joinable, operand as Joinable));
  }
  return [...joined.values()];
}

type Joinable = TextCondition | KeywordCondition;

function keyOf(plan: Plan): string | undefined {
  if (plan.kind === 'keyword') return 'keyword';
  return plan.kind === 'text' ? `text ${plan.cased} ${plan.field}` : undefined;
}

function join(left: Joinable, right: Joinable): Joinable {
  const patterns = [...left.patterns, ...right.patterns];
  if (left.kind === 'text' || right.kind === 'text') return { ...(left as TextCondition), patterns };
  return { kind: 'keyword', patterns, addresses: [...left.addresses, ...right.addresses] };
}
