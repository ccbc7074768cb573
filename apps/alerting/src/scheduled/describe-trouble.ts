import { isDatabaseUnavailable } from '@tocsin/database';
import { StoreUnavailable } from '@tocsin/event-store';

/** Does the error say that an engine is away, so that trying again later helps? */
export function isAway(error: unknown): boolean {
  return error instanceof StoreUnavailable || isDatabaseUnavailable(error);
}

export function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
