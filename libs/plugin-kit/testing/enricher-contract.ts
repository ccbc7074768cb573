import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { EnricherMark, type Drop, type Enricher, type PluginManifest } from '@tocsin/plugin-kit';

import { seededRandom } from './hostile';
import {
  deepFreeze,
  describeManifest,
  expectGoodAnswer,
  HOSTILE_EVENTS,
  readPermission,
  spoiled,
  watchReads,
} from './plugin-contract';

export interface EnricherContractSubject<O> {
  readonly enricher: Enricher<O>;
  readonly options: O;
  /** An event the enricher adds something to. */
  readonly event: SecurityEvent;
}

/** What every enricher owes the pipeline. Call it inside the `describe` of the plug-in's spec. */
export function describeEnricherContract<O>({ enricher, options, event }: EnricherContractSubject<O>): void {
  const manifest = Reflect.getMetadata(EnricherMark.KEY, enricher.constructor) as PluginManifest;
  const enrich = async (events: readonly SecurityEvent[]): Promise<readonly (EventPatch | Drop)[]> =>
    'enrichBatch' in enricher
      ? enricher.enrichBatch(events, options, AbortSignal.timeout(5_000))
      : events.map((one) => enricher.enrich(one, options));

  describe('keeps the contract of enrichers', () => {
    describeManifest(manifest);

    it('adds to its example, leaves it untouched and answers the same twice', async () => {
      const frozen = deepFreeze(structuredClone(event));
      const [first] = await enrich([frozen]);
      expect(Object.keys(first ?? {})).not.toHaveLength(0);
      expectGoodAnswer(manifest, frozen, first ?? {});
      expect(await enrich([frozen])).toEqual([first]);
    });

    it('reads no field that it does not declare', async () => {
      const read = new Set<string>();
      await enrich([watchReads(structuredClone(event), read)]);
      const mayRead = readPermission(manifest.reads);
      expect([...read].filter((field) => !mayRead(field))).toEqual([]);
    });

    it('neither throws on, nor changes, nor wrongly types hostile events, and answers for each', async () => {
      const random = seededRandom(20_261_124);
      const events = Array.from({ length: HOSTILE_EVENTS }, () => deepFreeze(spoiled(event, random)));
      const patches = await enrich(events);
      expect(patches).toHaveLength(events.length);
      patches.forEach((patch, position) => expectGoodAnswer(manifest, events[position] as SecurityEvent, patch));
    });
  });
}
