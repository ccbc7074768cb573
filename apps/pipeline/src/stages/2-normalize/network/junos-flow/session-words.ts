import { splitPort } from '../../values/end';

/** A session under the names Junos gives to what it says of one. */
export type Session = Record<string, string>;

/** `192.0.2.7/51000`. */
const PLACE = /^(\S+)\/(\d{1,5})$/;
const CONNECTION_TAG = /^\[?0x[0-9a-f]+\]?$/i;
const PROTOCOL = /^(\d{1,3})(?:\(\d{1,5}\))?$/;
const COUNT = /^(\d{1,15})\((\d{1,19})\)$/;
/** Newer versions say of which kind a rule of translation is. */
const RULE_KINDS = new Set(['source', 'destination', 'static', 'rule']);
const MOST_RULE_WORDS = 6;
const LONGEST_TEXT = 4_000;

/**
 * The plain form: `session created 192.0.2.7/1->198.51.100.4/80 http …`, `session denied …`, `session closed TCP FIN: …`. Columns
 * came and went with versions, so what stands between is told apart by its form.
 */
export function readSessionWords(text: string): Session | undefined {
  const arrow = text.slice(0, LONGEST_TEXT).indexOf('->');
  const start = text.lastIndexOf(' ', arrow) + 1;
  if (arrow < 0 || start <= 0) return undefined;
  const words = text.slice(start, LONGEST_TEXT).trim().split(/\s+/);
  const session: Session = {};
  const reason = /session closed (.{1,100}?): $/.exec(text.slice(0, start))?.[1];
  if (reason !== undefined) session['reason'] = reason;
  if (!setEnds(session, words.shift() ?? '', '')) return undefined;
  skipTags(words);
  session['service-name'] = words.shift() ?? '';
  if (words[0]?.includes('->') === true) setEnds(session, words.shift() ?? '', 'nat-');
  skipTags(words);
  setRest(session, words);
  return session;
}

/** `a/1->b/2`. */
function setEnds(session: Session, word: string, prefix: string): boolean {
  const [from = '', to = ''] = word.split('->');
  const [, source, sourcePort = ''] = PLACE.exec(from) ?? [];
  const [, destination, destinationPort = ''] = PLACE.exec(to) ?? [];
  if (source === undefined || destination === undefined) return false;
  session[`${prefix}source-address`] = splitPort(source).host;
  session[`${prefix}source-port`] = sourcePort;
  session[`${prefix}destination-address`] = splitPort(destination).host;
  session[`${prefix}destination-port`] = destinationPort;
  return true;
}

function skipTags(words: string[]): void {
  while (CONNECTION_TAG.test(words[0] ?? '')) words.shift();
}

/** Up to two rules of translation, each perhaps with its kind, stand before the protocol; policy, zones and session after it. */
function setRest(session: Session, words: readonly string[]): void {
  const at = words.findIndex((word) => PROTOCOL.test(word));
  if (at < 0 || at > MOST_RULE_WORDS) return;
  const rules = words.slice(0, at).filter((word) => !RULE_KINDS.has(word));
  const [protocol = '', policy, sourceZone, destinationZone, id] = words.slice(at);
  session['protocol-id'] = PROTOCOL.exec(protocol)?.[1] ?? '';
  const named = {
    'src-nat-rule-name': rules[0],
    'dst-nat-rule-name': rules.at(-1),
    'policy-name': policy,
    'source-zone-name': sourceZone,
    'destination-zone-name': destinationZone,
    'session-id-32': /^\d+$/.test(id ?? '') ? id : undefined,
  };
  for (const [name, value] of Object.entries(named)) if (value !== undefined) session[name] = value;
  setCounts(session, words.slice(at + 4));
  setUser(session, words.slice(at + 4));
}

/** `7(526) 5(1120) 60`: packets and bytes of the client, then of the server, then seconds. */
function setCounts(session: Session, words: readonly string[]): void {
  const at = words.findIndex((word) => COUNT.test(word));
  const [client, server] = [COUNT.exec(words[at] ?? ''), COUNT.exec(words[at + 1] ?? '')];
  if (client === null || server === null) return;
  session['packets-from-client'] = client[1] ?? '';
  session['bytes-from-client'] = client[2] ?? '';
  session['packets-from-server'] = server[1] ?? '';
  session['bytes-from-server'] = server[2] ?? '';
  session['elapsed-time'] = words[at + 2] ?? '';
}

/** `ann(staff) reth0.0`: account with its roles, then the interface. */
function setUser(session: Session, words: readonly string[]): void {
  const at = words.findIndex((word) => /^[^\s()]+\([^()]*\)$/.test(word) && !COUNT.test(word));
  if (at < 0) return;
  const user = words[at]?.slice(0, words[at].indexOf('('));
  if (user !== undefined && user !== 'N/A') session['username'] = user;
  const incoming = words[at + 1];
  if (incoming !== undefined) session['packet-incoming-interface'] = incoming;
}
