import { DomainError } from '@tocsin/api-contract';
import type { Refusal } from '@tocsin/sigma';

/** The text is no rule that could be run exactly as it is written. */
export class RuleRefused extends DomainError {
  readonly code = 'rule.refused';
  readonly kind = 'invalid';

  constructor(refusals: readonly Refusal[]) {
    super(refusals.map(({ line, reason, advice }) => `Line ${line}: ${reason} ${advice}`).join(' '));
  }
}
