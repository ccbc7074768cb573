import type { Fields } from './end';
import { readPort, splitPort } from './end';

const SCHEME = /^([a-z][a-z0-9+.-]{0,31}):\/\//i;
const EXTENSION = /\.([a-z0-9]{1,10})$/i;

/** A URL as sent, whole or from its path on, and its parts. It is cut, not checked: what attackers send is kept as it is. */
export function urlFields(text: string): Fields {
  const fields: Fields = { 'url.original': text };
  const scheme = SCHEME.exec(text)?.[1];
  let rest = text;
  if (scheme !== undefined) {
    fields['url.scheme'] = scheme.toLowerCase();
    const start = scheme.length + 3;
    const end = authorityEnd(text, start);
    setAuthority(fields, text.slice(start, end));
    rest = text.slice(end);
  }
  setPath(fields, rest);
  return fields;
}

/** `host:443`, as CONNECT names what it wants. */
export function authorityFields(text: string): Fields {
  const fields: Fields = { 'url.original': text };
  setAuthority(fields, text);
  return fields;
}

function authorityEnd(text: string, start: number): number {
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (char === '/' || char === '?' || char === '#') return at;
  }
  return text.length;
}

function setAuthority(fields: Fields, authority: string): void {
  const at = authority.lastIndexOf('@');
  if (at > 0) fields['url.username'] = authority.slice(0, at).split(':', 1)[0] ?? '';
  const { host, port } = splitPort(authority.slice(at + 1));
  if (host !== '') fields['url.domain'] = host;
  const number = readPort(port);
  if (number !== undefined) fields['url.port'] = number;
}

function setPath(fields: Fields, text: string): void {
  const hash = text.indexOf('#');
  const beforeHash = hash < 0 ? text : text.slice(0, hash);
  const mark = beforeHash.indexOf('?');
  const path = mark < 0 ? beforeHash : beforeHash.slice(0, mark);
  if (path !== '') fields['url.path'] = path;
  if (mark >= 0 && mark + 1 < beforeHash.length) fields['url.query'] = beforeHash.slice(mark + 1);
  if (hash >= 0 && hash + 1 < text.length) fields['url.fragment'] = text.slice(hash + 1);
  const extension = EXTENSION.exec(path.slice(path.lastIndexOf('/') + 1))?.[1];
  if (extension !== undefined) fields['url.extension'] = extension.toLowerCase();
}
