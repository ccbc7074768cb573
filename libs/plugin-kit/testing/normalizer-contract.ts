import type { SecurityEvent } from '@tocsin/event-model';
import { NormalizerMark, type Normalizer, type NormalizerContext, type NormalizerManifest } from '@tocsin/plugin-kit';

import { hostileRecord, seededRandom } from './hostile';
import {
  deepFreeze,
  describeManifest,
  expectGoodAnswer,
  HOSTILE_EVENTS,
  readPermission,
  spoiled,
  watchReads,
} from './plugin-contract';

export interface NormalizerContractSubject<O> {
  readonly normalizer: Normalizer<O>;
  readonly options: O;
  /** An event the normalizer claims. */
  readonly event: SecurityEvent;
  readonly context: NormalizerContext;
}

/** What every normalizer owes the pipeline. Call it inside the `describe` of the plug-in's spec. */
export function describeNormalizerContract<O>(subject: NormalizerContractSubject<O>): void {
  const { normalizer, options } = subject;
  const manifest = Reflect.getMetadata(NormalizerMark.KEY, normalizer.constructor) as NormalizerManifest;

  describe('keeps the contract of normalizers', () => {
    describeManifest(manifest);

    it('claims its example, leaves it untouched and answers the same twice', () => {
      const event = deepFreeze(structuredClone(subject.event));
      const context = deepFreeze(structuredClone(subject.context));
      expect(normalizer.claims(event, context)).toBe(true);
      const first = normalizer.normalize(event, options, context);
      expectGoodAnswer(manifest, event, first);
      expect(normalizer.normalize(event, options, context)).toEqual(first);
    });

    it('reads no field that it does not declare', () => {
      const read = new Set<string>();
      const watched = watchReads(structuredClone(subject.event), read);
      if (normalizer.claims(watched, subject.context)) normalizer.normalize(watched, options, subject.context);
      const mayRead = readPermission(manifest.reads);
      expect([...read].filter((field) => !mayRead(field))).toEqual([]);
    });

    it('neither throws on, nor changes, nor wrongly types hostile events', () => {
      const random = seededRandom(20_261_124);
      for (let n = 0; n < HOSTILE_EVENTS; n += 1) {
        const event = deepFreeze(spoiled(subject.event, random));
        const context = deepFreeze({ ...subject.context, record: hostileRecord(random) });
        if (normalizer.claims(event, context))
          expectGoodAnswer(manifest, event, normalizer.normalize(event, options, context));
      }
    });
  });
}
