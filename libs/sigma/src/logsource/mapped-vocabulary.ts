import type { SecurityEvent } from '@tocsin/event-model';
import { all, any, type Expr } from '@tocsin/query';
import { parse } from 'yaml';
import { z } from 'zod';

import type { LogSource } from '../rules/rule';
import { is } from './expressions';
import type { Meaning, Vocabulary } from './vocabulary';

const CHANNEL = 'WinEventLog:';
const NEVER: Expr = { kind: 'constant', value: false };
const ALWAYS: Expr = { kind: 'constant', value: true };

const scalars = z
  .union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))])
  .transform((given) => [given].flat().map(String));
const words = { category: z.string().optional(), product: z.string().optional(), service: z.string().optional() };
const sourceSchema = z.looseObject({
  ...words,
  conditions: z.record(z.string(), scalars).default({}),
  rewrite: z.object(words).optional(),
  sources: z.array(z.string()).optional(),
  fieldmappings: z.record(z.string(), z.string()).default({}),
});
const mapSchema = z.looseObject({ logsources: z.record(z.string(), sourceSchema) });
type Source = z.infer<typeof sourceSchema>;
type Words = Partial<Record<keyof LogSource, string | undefined>>;

/** A record with the field names of its shipper, as an event that rules read by a mapped vocabulary can be tried on. */
export function unmappedEvent(record: Readonly<Record<string, unknown>>): SecurityEvent {
  return { '@timestamp': '', message: '', details: record as NonNullable<SecurityEvent['details']> };
}

/** That of records that say nothing of where they come from: every rule is for them, in the names they have. */
export const plainVocabulary: Vocabulary = () => [{ routing: ALWAYS, fieldName: recordField }];

/**
 * The vocabulary of records as their shippers sent them, by a map of log sources in SigmaHQ's form (`tests/thor.yml`): which channel
 * of Windows a service is, which events of it a category, and which fields have other names there.
 * @throws {z.ZodError | Error} when the text is no such map.
 */
export function mappedVocabulary(text: string): Vocabulary {
  const sources = Object.values(mapSchema.parse(parse(text)).logsources);
  return (logsource) => {
    const found = sources.filter((source) => covers(source, logsource));
    if (found.length > 0) return found.map((source) => meaning(source, sources));
    return [{ routing: unmappedRouting(logsource), fieldName: recordField }];
  };
}

/** Windows alone is all its events, a service that the map does not know the channel of its name; of others there is no telling. */
function unmappedRouting({ category, product, service }: LogSource): Expr {
  if (product !== 'windows' || category !== undefined) return NEVER;
  return service === undefined ? ALWAYS : is(recordField('Channel'), service, service.replaceAll('-', ' '));
}

function covers(source: Words, asked: Words): boolean {
  const named = (['category', 'product', 'service'] as const).filter((word) => source[word] !== undefined);
  return named.length > 0 && named.every((word) => source[word] === asked[word]) && isAsSpecial(source, asked);
}

/** A service or category that is asked for must be the source's, not merely not contradict it. */
function isAsSpecial(source: Words, asked: Words): boolean {
  return (
    (asked.category ?? source.category) === source.category && (asked.service ?? source.service) === source.service
  );
}

function meaning(source: Source, sources: readonly Source[]): Meaning {
  const conditions = Object.entries(source.conditions).map(([field, values]) => is(recordField(field), ...values));
  const { fieldmappings } = source;
  return {
    routing: all([...channels(source, sources), ...conditions]),
    fieldName: (name) => recordField(Object.hasOwn(fieldmappings, name) ? (fieldmappings[name] ?? name) : name),
  };
}

function channels(source: Source, sources: readonly Source[]): Expr[] {
  const { rewrite } = source;
  const places = rewrite === undefined ? [source] : sources.filter((one) => covers(one, rewrite));
  const named = places.flatMap((place) => place.sources ?? []);
  if (named.length === 0) return rewrite === undefined ? [] : [NEVER];
  const ofWindows = named.filter((name) => name.startsWith(CHANNEL)).map((name) => name.slice(CHANNEL.length));
  return [any(ofWindows.map((channel) => is(recordField('Channel'), channel)))];
}

function recordField(name: string): string {
  return `details.${name}`;
}
