import type { SecurityEvent } from '@tocsin/event-model';

const BY_PROGRAM = new Map([
  ['nginx', 'nginx'],
  ['apache', 'apache'],
  ['apache2', 'apache'],
  ['httpd', 'apache'],
]);
const IN_PATH = /\b(nginx|apache2?|httpd)\b/i;

/** The web server that wrote an event, as far as its program or its file says. */
export function webServerOf(event: SecurityEvent): string | undefined {
  const program = event['process.name'];
  const byProgram = typeof program === 'string' ? BY_PROGRAM.get(program) : undefined;
  if (byProgram !== undefined) return byProgram;
  const path = event['log.file.path'];
  const name = typeof path === 'string' ? IN_PATH.exec(path.slice(0, 1_000))?.[1]?.toLowerCase() : undefined;
  return name === undefined ? undefined : BY_PROGRAM.get(name);
}
