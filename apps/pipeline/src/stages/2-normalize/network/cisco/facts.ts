import { readAddress } from '../../values/address';
import { readEndpoint, type Endpoint } from './endpoint';

/** What a message says in words that all of Cisco's messages share. */
export interface Facts {
  source?: Endpoint;
  destination?: Endpoint;
  /** The same ends behind a translation. */
  mappedSource?: Endpoint;
  mappedDestination?: Endpoint;
  user?: string | undefined;
  address?: string | undefined;
}

const SOURCE_WORDS = new Set(['from', 'src', 'SRC', 'for', 'laddr', 'faddr']);
const DESTINATION_WORDS = new Set(['to', 'dst', 'DEST', 'dest']);
const USER_WORDS = new Set(['user', 'User', 'username', 'Username', 'Uname:', 'uname:']);
const ADDRESS_WORDS = new Set(['IP', 'address']);
const QUOTED = /^["'<]([^"'<>]*)["'>]/;
const LONGEST_TEXT = 2_000;

/** Goes over the words once and takes what stands after those that announce something; of two of a kind the first. */
export function readFacts(text: string): Facts {
  const words = text.slice(0, LONGEST_TEXT).split(/\s+/);
  const facts: Facts = {};
  for (const [at, word] of words.entries()) {
    if (word === '->') readArrow(words, at, facts);
    else if (SOURCE_WORDS.has(word)) setEnd(words, at, facts, 'source');
    else if (DESTINATION_WORDS.has(word)) setEnd(words, at, facts, 'destination');
    else if (USER_WORDS.has(word)) facts.user ??= valueAfter(words, at, word.endsWith(':'));
    else if (ADDRESS_WORDS.has(word)) facts.address ??= readAddress(bare(afterSign(words, at)));
  }
  return facts;
}

function setEnd(words: readonly string[], at: number, facts: Facts, end: 'source' | 'destination'): void {
  if (facts[end] !== undefined) return;
  const next = words[at + 1] === '=' ? at + 2 : at + 1;
  const found = readEndpoint(words[next] ?? '');
  if (found === undefined) return;
  facts[end] = found;
  const following = words[next + 1] ?? '';
  const mapped = following.startsWith('(') ? readEndpoint(following.slice(1).replace(/\)+[^)]*$/, '')) : undefined;
  if (mapped !== undefined) facts[end === 'source' ? 'mappedSource' : 'mappedDestination'] = mapped;
}

/** `a(1) -> b(2)`, with the interface between them in some. */
function readArrow(words: readonly string[], at: number, facts: Facts): void {
  const before = [1, 2, 3].map((back) => readEndpoint((words[at - back] ?? '').replace(/^\[/, '')));
  const source = facts.source ?? before.find((end) => end !== undefined);
  const destination = facts.destination ?? readArrowEnd(words[at + 1] ?? '');
  if (source !== undefined) facts.source = source;
  if (destination !== undefined) facts.destination = destination;
}

/** The intrusion sensor writes `[192.0.2.7:51654 -> 198.51.100.4:80]`. */
function readArrowEnd(word: string): Endpoint | undefined {
  return readEndpoint(word.replace(/\]$/, ''));
}

function valueAfter(words: readonly string[], at: number, isAnnounced: boolean): string | undefined {
  const next = words[at + 1] ?? '';
  if (next === '=' || isAnnounced) return bare(afterSign(words, at)) || undefined;
  return QUOTED.exec(next)?.[1] || undefined;
}

function afterSign(words: readonly string[], at: number): string {
  return words[at + 1] === '=' ? (words[at + 2] ?? '') : (words[at + 1] ?? '');
}

function bare(word: string): string {
  return QUOTED.exec(word)?.[1] ?? word.replace(/[,:;.]+$/, '');
}
