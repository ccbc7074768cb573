import { isIP } from 'node:net';

import type { EventPatch, FieldValue, SecurityEvent } from '@tocsin/event-model';

import type { EventHit } from '../lists/looked-at';
import { merged, numberFact, textFact, timeFact } from '../lists/merged';

/** ECS field of a fact that is a text. */
const TEXTS: Readonly<Record<string, string>> = {
  'threat.indicator.id': 'id',
  'threat.indicator.type': 'type',
  'threat.indicator.description': 'description',
  'threat.indicator.reference': 'reference',
  'threat.indicator.provider': 'provider',
};
const NAME = 'threat.indicator.name';
const FEED = 'threat.feed.name';
const IP = 'threat.indicator.ip';
const URL_FULL = 'threat.indicator.url.full';
const CONFIDENCE = 'threat.indicator.confidence';
const TLP = 'threat.indicator.marking.tlp';
const FIRST_SEEN = 'threat.indicator.first_seen';
const LAST_SEEN = 'threat.indicator.last_seen';
const MODIFIED_AT = 'threat.indicator.modified_at';

/** Everything {@link indicatorPatch} reads and writes. */
export const INDICATOR_FIELDS = [
  ...Object.keys(TEXTS),
  NAME,
  FEED,
  IP,
  URL_FULL,
  CONFIDENCE,
  TLP,
  FIRST_SEEN,
  LAST_SEEN,
  MODIFIED_AT,
];

/** From free to strict; what several feeds say may be told only as the strictest of them allows. */
const MARKINGS = ['CLEAR', 'WHITE', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'];

/** What feeds say of an event, in ECS. */
export function indicatorPatch(event: Readonly<SecurityEvent>, hits: readonly EventHit[]): EventPatch {
  const patch: Record<string, FieldValue | undefined> = {};
  for (const [field, fact] of Object.entries(TEXTS))
    patch[field] = merged(
      event,
      field,
      hits.map(({ facts }) => textFact(facts, fact)),
    );
  const terms = hits.map(({ term }) => term);
  patch[NAME] = merged(event, NAME, terms);
  patch[FEED] = merged(
    event,
    FEED,
    hits.map(({ list }) => list.name),
  );
  patch[IP] = merged(event, IP, terms)?.filter((text) => isIP(text) !== 0);
  patch[URL_FULL] = merged(
    event,
    URL_FULL,
    terms.filter((term) => /^[a-z][a-z0-9+.-]*:\/\//.test(term)),
  );
  return { ...patch, ...judgement(hits), ...times(hits) };
}

function judgement(hits: readonly EventHit[]): EventPatch {
  const confidences = hits.map(({ facts }) => numberFact(facts, 'confidence')).filter((one) => one !== undefined);
  const markings = hits.map(({ facts }) => MARKINGS.indexOf(textFact(facts, 'tlp')?.toUpperCase() ?? ''));
  return {
    [CONFIDENCE]: confidences.length === 0 ? undefined : confidenceWord(Math.max(...confidences)),
    [TLP]: MARKINGS[Math.max(...markings)],
  };
}

function times(hits: readonly EventHit[]): EventPatch {
  const sorted = (fact: string) =>
    hits
      .map(({ facts }) => timeFact(facts, fact))
      .filter((time) => time !== undefined)
      .sort();
  return {
    [FIRST_SEEN]: sorted('firstSeen')[0],
    [LAST_SEEN]: sorted('lastSeen').at(-1),
    [MODIFIED_AT]: sorted('modifiedAt').at(-1),
  };
}

/** STIX's scale of 0 to 100 in the words of ECS. */
function confidenceWord(confidence: number): string {
  if (confidence < 1) return 'None';
  if (confidence < 30) return 'Low';
  return confidence < 70 ? 'Medium' : 'High';
}
