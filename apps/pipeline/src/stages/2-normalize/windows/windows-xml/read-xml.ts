import type { JsonRecord } from '@tocsin/plugin-kit';

/** An element under way: attributes, texts and the elements inside, in the form that tools turn XML into JSON. */
interface Element {
  readonly name: string;
  readonly node: Record<string, unknown>;
  text: string;
}

const MAX_ELEMENTS = 3_000;
const MAX_DEPTH = 20;
const ATTRIBUTE = /([\w:.-]{1,200})\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos));/gi;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * Reads the XML of one event: elements, attributes (under `#attributes`) and texts. It knows no document types, so that nothing
 * in it can grow or reach out.
 * @returns `undefined` when it is not well-formed or too large for an event.
 */
export function readXml(text: string): JsonRecord | undefined {
  const root: Element = { name: '', node: Object.create(null) as Record<string, unknown>, text: '' };
  const open: Element[] = [root];
  let at = 0;
  for (let count = 0; count < MAX_ELEMENTS; count += 1) {
    const start = text.indexOf('<', at);
    if (start < 0) return open.length === 1 && count > 0 ? root.node : undefined;
    const inside = open.at(-1) as Element;
    inside.text += text.slice(at, start);
    const end = text.indexOf('>', start);
    if (end < 0 || !readTag(text.slice(start + 1, end), open)) return undefined;
    at = end + 1;
  }
  return undefined;
}

/** @returns whether the tag stands where it may. */
function readTag(tag: string, open: Element[]): boolean {
  if (tag.startsWith('?')) return true;
  if (tag.startsWith('!')) return false;
  if (tag.startsWith('/')) return open.length > 1 && close(open, tag.slice(1).trim());
  const isEmpty = tag.endsWith('/');
  const [, name = ''] = /^([\w:.-]{1,200})(?=[\s/]|$)/.exec(tag) ?? [];
  if (name === '' || open.length > MAX_DEPTH) return false;
  open.push({ name, node: nodeOf(tag.slice(name.length)), text: '' });
  return !isEmpty || close(open, name);
}

function nodeOf(attributes: string): Record<string, unknown> {
  const node = Object.create(null) as Record<string, unknown>;
  const named = [...attributes.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => [
    name,
    decoded(double ?? single ?? ''),
  ]);
  if (named.length > 0) node['#attributes'] = Object.fromEntries(named) as JsonRecord;
  return node;
}

function close(open: Element[], name: string): boolean {
  const element = open.pop();
  const around = open.at(-1);
  if (element === undefined || around === undefined || element.name !== name) return false;
  const value = valueOf(element);
  const other = around.node[name];
  if (other === undefined) around.node[name] = value;
  else if (Array.isArray(other)) other.push(value);
  else around.node[name] = [other, value];
  return true;
}

/** An element of text alone is its text. */
function valueOf({ node, text }: Element): unknown {
  const own = decoded(text);
  const isBare = Object.keys(node).length === 0;
  if (isBare) return own;
  if (own.trim() !== '') node['#text'] = own;
  return node;
}

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}
