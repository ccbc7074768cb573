import { fieldSpec } from '@tocsin/event-model';

import { all, any } from '../build';
import type { Expr } from '../expr';
import { networksBetween } from '../text/address-range';
import { parseComparison } from './parse-value';
import { QuerySyntaxError } from './query-syntax-error';
import type { RangeToken, Token } from './token';

/** `field:[a TO b]`: a square bracket includes its end, a curly one does not, and `*` leaves it open. */
export function parseRange(field: string, range: RangeToken, now: Date): Expr {
  const { from, to, text } = range;
  if (isOpen(from) && isOpen(to)) return { kind: 'exists', field };
  if (fieldSpec(field)?.type === 'ip') return addressRange(field, range);
  const limits: Expr[] = [];
  if (!isOpen(from)) limits.push(parseComparison(field, text.startsWith('[') ? '>=' : '>', from, now));
  if (!isOpen(to)) limits.push(parseComparison(field, text.endsWith(']') ? '<=' : '<', to, now));
  return all(limits);
}

function isOpen(bound: Token): boolean {
  return bound.kind === 'word' && bound.text === '*';
}

/** As the networks that are in it: those every store can look up. */
function addressRange(field: string, { from, to, text }: RangeToken): Expr {
  const networks = networksBetween({
    ...(isOpen(from) ? {} : { from: from.text }),
    ...(isOpen(to) ? {} : { to: to.text }),
    excludesFrom: text.startsWith('{'),
    excludesTo: text.endsWith('}'),
  });
  if (networks === undefined) throw new QuerySyntaxError(from.position, 'two addresses of one family, or * for one');
  return any(networks.map((network) => ({ kind: 'cidr', field, network })));
}
