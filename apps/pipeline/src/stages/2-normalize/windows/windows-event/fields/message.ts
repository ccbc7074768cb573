import type { Patch } from './values';

/** What a person wants to know first, in this order; each with the words before it. */
const FACTS: readonly (readonly [field: string, words: string])[] = [
  ['process.executable', 'by '],
  ['process.command_line', 'as '],
  ['file.path', 'file '],
  ['registry.path', 'key '],
  ['dns.question.name', 'name '],
  ['service.name', 'service '],
  ['source.ip', 'from '],
  ['destination.ip', 'to '],
  ['winlog.logon.type', 'logon '],
  ['event.reason', 'because '],
];
const LONGEST_FACT = 200;

/** One line for people, where the shipper did not render the message of the event. */
export function writeMessage(patch: Patch): string {
  const action = textOf(patch, 'event.action');
  const name = action === undefined ? unknownKind(patch) : sentence(action);
  const facts = [accountOf(patch, 'user'), ...FACTS.map(([field, words]) => factOf(patch, field, words))];
  const said = facts.filter((fact) => fact !== undefined);
  return said.length === 0 ? name : `${name}: ${said.join(', ')}`;
}

function unknownKind(patch: Patch): string {
  const provider = textOf(patch, 'event.provider') ?? textOf(patch, 'winlog.channel');
  const code = textOf(patch, 'event.code');
  return `Windows event${code === undefined ? '' : ` ${code}`}${provider === undefined ? '' : ` of ${provider}`}`;
}

function sentence(action: string): string {
  const words = action.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function accountOf(patch: Patch, prefix: string): string | undefined {
  const name = textOf(patch, `${prefix}.name`);
  const domain = textOf(patch, `${prefix}.domain`);
  return name === undefined || domain === undefined ? name : `${domain}\\${name}`;
}

function factOf(patch: Patch, field: string, words: string): string | undefined {
  const text = textOf(patch, field);
  return text === undefined ? undefined : words + text.slice(0, LONGEST_FACT).replaceAll(/\s+/g, ' ');
}

function textOf(patch: Patch, field: string): string | undefined {
  const value = patch[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
