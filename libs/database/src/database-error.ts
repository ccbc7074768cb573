import { EntityMetadataNotFoundError, QueryFailedError, TypeORMError } from 'typeorm';

/** What Node says of a server it cannot reach or has lost. */
const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
]);
/** SQLSTATE: connection trouble, insufficient resources, operator intervention, read-only server after a fail-over. */
const SERVER_STATES = /^(08|53|57P|25006)/;
/** The driver gives these no code. */
const DRIVER_WORDS =
  /connection terminated|timeout exceeded when trying to connect|driver not connected|not queryable|timeout expired/i;

/**
 * Whether a failed call says "PostgreSQL is away or not ready yet": try again later, nothing is wrong with what was asked.
 * True as well for calls made before the first connection.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof EntityMetadataNotFoundError) return true;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseUnavailable);
  const cause = error instanceof QueryFailedError ? (error.driverError as unknown) : error;
  if (!(cause instanceof Error)) return false;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return (
    NETWORK_CODES.has(code) || SERVER_STATES.test(code) || DRIVER_WORDS.test(cause.message) || isUnconnected(cause)
  );
}

function isUnconnected(error: Error): boolean {
  return error instanceof TypeORMError && error.name.includes('NotConnected');
}

/** Whether a failed insert or update met a row that is already there; the constraint's name tells which. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const cause = error.driverError as { code?: unknown; constraint?: unknown };
  return cause.code === '23505' && cause.constraint === constraint;
}
