import { PlainProblem } from '../../../http/problem';
import type { ImportRecord } from './import-record';
import { isObject, lineOf, objectsIn, readDocument, textOf, type JsonObject } from './json-document';

/** STIX type and kind of term of a MISP attribute; of `a|b` the parts stand on their own. */
const TYPES: Readonly<Record<string, { readonly type: string; readonly kind?: 'domain' }>> = {
  'ip-src': { type: 'ipv4-addr' },
  'ip-dst': { type: 'ipv4-addr' },
  ip: { type: 'ipv4-addr' },
  domain: { type: 'domain-name', kind: 'domain' },
  hostname: { type: 'domain-name' },
  url: { type: 'url' },
  uri: { type: 'url' },
  'email-src': { type: 'email-addr' },
  'email-dst': { type: 'email-addr' },
  email: { type: 'email-addr' },
  filename: { type: 'file' },
  md5: { type: 'file' },
  sha1: { type: 'file' },
  sha224: { type: 'file' },
  sha256: { type: 'file' },
  sha384: { type: 'file' },
  sha512: { type: 'file' },
};
/** Parts that stand beside something better: a file name beside a hash is too common to look for. */
const PASSED_OVER = new Set(['port', 'filename']);

/** The attributes of one MISP event, or of several in a `response`, that are meant for detection. */
export async function* readMisp(text: AsyncIterable<string>): AsyncGenerator<ImportRecord> {
  const document = await readDocument(text);
  const events = [document, ...objectsIn(document['response'])].map(({ Event: event }) => event).filter(isObject);
  if (events.length === 0)
    throw new PlainProblem('invalid', 'list.document', 'The body is no MISP event: it has no "Event".');
  let line = 0;
  for (const event of events)
    for (const attribute of attributesOf(event)) {
      line += 1;
      for (const record of readAttribute(attribute, event)) yield { line, ...record };
    }
}

function attributesOf(event: JsonObject): JsonObject[] {
  return [event, ...objectsIn(event['Object'])].flatMap((holder) => objectsIn(holder['Attribute']));
}

/** One record for each value of the attribute. */
function readAttribute(attribute: JsonObject, event: JsonObject) {
  if (attribute['to_ids'] !== true || attribute['deleted'] === true) return [{ isSkipped: true } as const];
  const type = lineOf(attribute['type'], 64) ?? '';
  const parts = partsOf(type, textOf(attribute['value']) ?? '');
  if (parts.length === 0) return [{ problem: `no list can look for an attribute of type ${type}` }];
  const facts = factsOf(attribute, event);
  return parts.map((part) => ({ entry: { value: part.value, kind: part.kind, facts: { ...facts, type: part.type } } }));
}

function factsOf(attribute: JsonObject, event: JsonObject) {
  return {
    id: lineOf(attribute['uuid'], 200),
    description: lineOf(attribute['comment'], 1_000) ?? lineOf(event['info'], 1_000),
    provider: isObject(event['Orgc']) ? lineOf(event['Orgc']['name'], 200) : undefined,
    tlp: tlpOf(attribute) ?? tlpOf(event),
    firstSeen: textOf(attribute['first_seen']),
    lastSeen: textOf(attribute['last_seen']),
    modifiedAt: timeOf(attribute['timestamp']),
  };
}

function partsOf(type: string, value: string) {
  const types = type.split('|');
  const values = types.length === 1 ? [value] : value.split('|');
  return types.flatMap((name, position) => {
    const known = TYPES[name];
    const part = values[position];
    if (known === undefined || part === undefined || (types.length > 1 && PASSED_OVER.has(name))) return [];
    return [
      { ...known, value: part, type: part.includes(':') && known.type === 'ipv4-addr' ? 'ipv6-addr' : known.type },
    ];
  });
}

function tlpOf({ Tag: tags }: JsonObject): string | undefined {
  return objectsIn(tags)
    .map(({ name }) => textOf(name)?.toLowerCase() ?? '')
    .find((name) => name.startsWith('tlp:'));
}

/** Seconds since 1970, as a text or a number. */
function timeOf(value: unknown): string | undefined {
  const seconds = Number(value);
  return seconds > 0 && seconds < 2 ** 33 ? new Date(seconds * 1_000).toISOString() : undefined;
}
