import { readAddress } from '../../values/address';

/** One end as Cisco writes it: `outside:192.0.2.7/443`, `inside/192.0.2.7(443)`, `192.0.2.7(443)`, `192.0.2.7/ssh(LOCAL\ann)`. */
export interface Endpoint {
  readonly interface: string | undefined;
  readonly host: string;
  readonly port: string | undefined;
  readonly user: string | undefined;
}

const LONGEST_WORD = 200;

/** `undefined` when the word is no end: it has no address, nor a name with interface and port. */
export function readEndpoint(word: string): Endpoint | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  const [bare = '', inside] = withoutParentheses(word.replace(/[,.;:]+$/, ''));
  const isPort = inside !== undefined && /^\d{1,5}$/.test(inside);
  const { place, port } = splitSlash(bare);
  const end = splitInterface(place);
  const found = port ?? (isPort ? inside : undefined);
  if (readAddress(end.host) === undefined && (end.interface === undefined || found === undefined)) return undefined;
  return { ...end, port: found, user: isPort ? undefined : inside };
}

function withoutParentheses(word: string): readonly [string, string?] {
  const open = word.indexOf('(');
  const close = word.indexOf(')', open);
  return open <= 0 || close < 0 ? [word] : [word.slice(0, open), word.slice(open + 1, close)];
}

/** A slash stands before a port, or between an interface and an address. */
function splitSlash(word: string): { readonly place: string; readonly port: string | undefined } {
  const slash = word.lastIndexOf('/');
  if (slash < 0) return splitColon(word);
  const after = word.slice(slash + 1);
  if (readAddress(after) !== undefined) return { place: `${word.slice(0, slash)}:${after}`, port: undefined };
  return { place: word.slice(0, slash), port: after };
}

/** The intrusion sensor writes `192.0.2.7:51654`. */
function splitColon(word: string): { readonly place: string; readonly port: string | undefined } {
  const [, place, port] = /^(\d[\d.]{6,14}):(\d{1,5})$/.exec(word) ?? [];
  return place === undefined ? { place: word, port: undefined } : { place, port };
}

function splitInterface(place: string): { readonly interface: string | undefined; readonly host: string } {
  const colon = readAddress(place) === undefined ? place.indexOf(':') : -1;
  if (colon <= 0) return { interface: undefined, host: place };
  return { interface: place.slice(0, colon), host: place.slice(colon + 1) };
}
