import { isDatabaseUnavailable } from '@tocsin/database';
import { StoreUnavailable } from '@tocsin/event-store';
import { NoRulesYet } from '@tocsin/rules';

/** Does the error say that an engine is away, or has no rules yet, so that trying again later helps? */
export function isAway(error: unknown): boolean {
  return error instanceof StoreUnavailable || error instanceof NoRulesYet || isDatabaseUnavailable(error);
}

export function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
