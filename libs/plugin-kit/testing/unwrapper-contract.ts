import {
  UnwrapperMark,
  type JsonRecord,
  type PluginManifest,
  type RecordContext,
  type Unwrapper,
} from '@tocsin/plugin-kit';

import { hostileRecord, seededRandom } from './hostile';
import { deepFreeze, describeManifest, HOSTILE_EVENTS } from './plugin-contract';

export interface UnwrapperContractSubject<O> {
  readonly unwrapper: Unwrapper<O>;
  readonly options: O;
  /** A record the unwrapper claims. */
  readonly record: JsonRecord;
  readonly context: RecordContext;
}

/** What every unwrapper owes the pipeline. Call it inside the `describe` of the plug-in's spec. */
export function describeUnwrapperContract<O>({
  unwrapper,
  options,
  record,
  context,
}: UnwrapperContractSubject<O>): void {
  const manifest = Reflect.getMetadata(UnwrapperMark.KEY, unwrapper.constructor) as PluginManifest;

  describe('keeps the contract of unwrappers', () => {
    describeManifest(manifest);

    it('opens its example, leaves it untouched and answers the same twice', () => {
      const frozen = deepFreeze(structuredClone(record));
      expect(unwrapper.claims(frozen, context)).toBe(true);
      const first = unwrapper.unwrap(frozen, options, context);
      expectRecords(first);
      expect(first).not.toHaveLength(0);
      expect(unwrapper.unwrap(frozen, options, context)).toEqual(first);
    });

    it('neither throws on nor changes hostile records', () => {
      const random = seededRandom(20_261_126);
      for (let n = 0; n < HOSTILE_EVENTS; n += 1) {
        const hostile = deepFreeze(spoiledRecord(record, random));
        if (unwrapper.claims(hostile, context)) expectRecords(unwrapper.unwrap(hostile, options, context));
      }
    });
  });
}

/** About half of what the example has, at every level of it, and hostile values in the place of the rest. */
function spoiledRecord(example: JsonRecord, random: () => number): JsonRecord {
  const kept = Object.entries(example).filter(() => random() < 0.7);
  const deeper = kept.map(([key, value]) => [key, isRecord(value) ? spoiledRecord(value, random) : value] as const);
  return { ...hostileRecord(random), ...Object.fromEntries(deeper) };
}

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function expectRecords(answer: readonly JsonRecord[]): void {
  if (!Array.isArray(answer) || !answer.every(isRecord)) throw new Error('The answer is not a list of records.');
}
