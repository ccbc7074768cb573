import { types } from 'node:util';

import { StoreUnavailable } from '../event-store';

/** SQLSTATE classes that blame the data or the statement: the same again gives the same. */
const ABOUT_DATA: ReadonlySet<string> = new Set(['22', '54']);
const ABOUT_STATEMENT: ReadonlySet<string> = new Set([...ABOUT_DATA, '0A', '42']);
/** Of class 42, but about the state of the server and our rights in it. */
const ABOUT_SERVER: ReadonlySet<string> = new Set(['42501', '42P01', '3F000']);

const REMEDIES: Readonly<Record<string, string>> = {
  '53100': 'Free disk space.',
  '53300': 'Raise max_connections or stop other clients.',
  '28P01': 'Check the user and password in store.url.',
  '28000': 'Check the user and password in store.url.',
  '3D000': 'Create the database or correct store.url.',
  '42501': 'Give the user the right to create a schema and tables in the database.',
  '25006': 'The server is read-only; point store.url at the primary.',
  '57014': 'It took too long; ask for a shorter span of time.',
};

/** Whether the engine refused because of what an event holds. */
export function isAboutData(error: unknown): boolean {
  return ABOUT_DATA.has(stateOf(error).slice(0, 2));
}

/** The error that the port promises: {@link StoreUnavailable} when it is worth trying again, else the one given. */
export function translate(error: unknown): unknown {
  if (error instanceof StoreUnavailable || !types.isNativeError(error)) return error;
  const state = stateOf(error);
  if (ABOUT_STATEMENT.has(state.slice(0, 2)) && !ABOUT_SERVER.has(state)) return error;
  const label = state === '' ? '' : ` (${state})`;
  const remedy = REMEDIES[state] ?? 'It is tried again.';
  return new StoreUnavailable(`PostgreSQL does not do it${label}: ${error.message}. ${remedy}`, { cause: error });
}

/** Runs statements and translates their failure. */
export async function asking<T>(statements: () => Promise<T>): Promise<T> {
  try {
    return await statements();
  } catch (error) {
    throw translate(error);
  }
}

/** Five characters, empty when it is no answer of a server: nobody there, connection lost. */
export function stateOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : '';
}
