import { PlainProblem } from '../../../http/problem';
import type { ImportRecord } from './import-record';
import { lineOf, objectsIn, readDocument, textOf, type JsonObject } from './json-document';
import { patternTerms } from './stix-pattern';
import { TLP_OF_MARKING } from './tlp-markings';

const MAX_ID = 200;
const MAX_DESCRIPTION = 1_000;

/** What an indicator refers to by id. */
interface Referred {
  readonly names: ReadonlyMap<string, string>;
  readonly markings: ReadonlyMap<string, string>;
}

/** The indicators of a STIX 2.1 bundle; other objects are passed over. */
export async function* readStix(text: AsyncIterable<string>): AsyncGenerator<ImportRecord> {
  const bundle = await readDocument(text);
  if (bundle['type'] !== 'bundle')
    throw new PlainProblem('invalid', 'list.document', 'The body is no STIX bundle: it has no "type": "bundle".');
  const objects = objectsIn(bundle['objects']);
  const referred = referredIn(objects);
  for (const [position, object] of objects.entries())
    if (object['type'] === 'indicator')
      for (const record of readIndicator(object, referred)) yield { line: position + 1, ...record };
}

/** One record for each value that the pattern names. */
function readIndicator(indicator: JsonObject, referred: Referred) {
  if (indicator['revoked'] === true) return [{ isSkipped: true } as const];
  if ((indicator['pattern_type'] ?? 'stix') !== 'stix') return [{ problem: 'its pattern is not in STIX' }];
  const terms = patternTerms(textOf(indicator['pattern']) ?? '');
  if (typeof terms === 'string') return [{ problem: terms }];
  const facts = { ...factsOf(indicator), ...judgementOf(indicator, referred) };
  const validFrom = textOf(indicator['valid_from']) ?? null;
  const expiresAt = textOf(indicator['valid_until']) ?? null;
  return terms.map(({ value, kind, type }) => ({
    entry: { value, kind, validFrom, expiresAt, facts: { ...facts, type } },
  }));
}

function factsOf(indicator: JsonObject) {
  const references = objectsIn(indicator['external_references']);
  return {
    id: lineOf(indicator['id'], MAX_ID),
    description: lineOf(indicator['description'], MAX_DESCRIPTION) ?? lineOf(indicator['name'], MAX_DESCRIPTION),
    reference: references.map((one) => lineOf(one['url'], 400)).find((url) => url !== undefined),
    confidence: indicator['confidence'],
    firstSeen: textOf(indicator['created']),
    modifiedAt: textOf(indicator['modified']),
  };
}

function judgementOf(indicator: JsonObject, { names, markings }: Referred) {
  const references = indicator['object_marking_refs'];
  const ids: unknown[] = Array.isArray(references) ? references : [];
  return {
    provider: names.get(textOf(indicator['created_by_ref']) ?? ''),
    tlp: ids.map((id) => markings.get(String(id)) ?? TLP_OF_MARKING[String(id)]).find((tlp) => tlp !== undefined),
  };
}

function referredIn(objects: readonly JsonObject[]): Referred {
  const [names, markings] = [new Map<string, string>(), new Map<string, string>()];
  for (const object of objects) {
    const [id, name] = [textOf(object['id']), lineOf(object['name'], 200)];
    if (id === undefined || name === undefined) continue;
    if (object['type'] === 'identity') names.set(id, name);
    if (object['type'] === 'marking-definition' && /^tlp:/i.test(name)) markings.set(id, name.toLowerCase());
  }
  return { names, markings };
}
