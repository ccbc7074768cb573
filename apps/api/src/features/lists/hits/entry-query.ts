import type { TermKind } from '@tocsin/lists';

/** Where the pipeline looks for values of watchlists. */
const ADDRESSES = ['source.ip', 'destination.ip', 'host.ip', 'related.ip'];
const HOSTS = ['host.name', 'source.domain', 'destination.domain', 'url.domain', 'dns.question.name', 'related.hosts'];
const NAMES = ['user.name', 'user.email', 'related.user', 'related.hash', 'process.name', 'email.from.address'];
const TEXTS = ['url.original', 'url.full', 'user_agent.original'];

/** A search for the events that an entry meets, whether or not it stood on a list when they passed. */
export function entryQuery(kind: TermKind, key: string): string {
  const conditions = CONDITIONS[kind](key);
  return `(${conditions.join(' OR ')})`;
}

/** A search for the events that were seen to meet a term of a list. */
export function hitQuery(list: string, term?: string): string {
  const onList = `tocsin.watchlist:${quoted(list)}`;
  return term === undefined ? onList : `${onList} AND tocsin.watchlist_term:${quoted(term)}`;
}

const CONDITIONS: Readonly<Record<TermKind, (key: string) => string[]>> = {
  exact: (key) => {
    const fields = /^[0-9a-f:]*[:.][0-9a-f:.]*$/.test(key) ? [...ADDRESSES, ...HOSTS] : [...HOSTS, ...NAMES, ...TEXTS];
    return fields.map((field) => `${field}:${quoted(key)}`);
  },
  cidr: (key) => ADDRESSES.map((field) => `${field}:${quoted(key)}`),
  domain: (key) => HOSTS.flatMap((field) => [`${field}:${quoted(key)}`, `${field}:*.${escaped(key)}`]),
  regex: (key) => [...HOSTS, ...NAMES, ...TEXTS].map((field) => `${field}:/${key.replaceAll('/', '\\/')}/i`),
};

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Names have letters of all scripts, digits, dots and hyphens only. */
function escaped(name: string): string {
  return name.replace(/[^\p{L}\p{N}.]/gu, '\\$&');
}
