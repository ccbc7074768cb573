import type { KeywordCondition, Plan, TextCondition } from './plan';

/**
 * Alternatives that look at the same values become one condition with several patterns, so that each value is read and folded
 * once for all of them. The order of the rest stays.
 */
export function joinAlternatives(operands: readonly Plan[]): Plan[] {
  const groups = new Map<string, [Plan, ...Plan[]]>();
  for (const [index, operand] of operands.entries()) {
    const key = keyOf(operand) ?? `#${index}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [operand]);
    else group.push(operand);
  }
  return Array.from(groups.values(), (group) => (group.length === 1 ? group[0] : join(group as Joinables)));
}

type Joinables = [TextCondition, ...TextCondition[]] | [KeywordCondition, ...KeywordCondition[]];

function keyOf(plan: Plan): string | undefined {
  if (plan.kind === 'keyword') return 'keyword';
  return plan.kind === 'text' ? `text ${plan.cased} ${plan.field}` : undefined;
}

function join(group: Joinables): TextCondition | KeywordCondition {
  const patterns = group.flatMap((one) => one.patterns);
  const [first] = group;
  if (first.kind === 'text') return { ...first, patterns };
  const addresses = group.flatMap((one) => (one.kind === 'keyword' ? one.addresses : []));
  return { kind: 'keyword', patterns, addresses };
}
