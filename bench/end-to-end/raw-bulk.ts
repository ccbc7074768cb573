import type { Elasticsearch } from './elasticsearch';

const DOCUMENTS = 10_000;
const PER_BULK = 1_000;
const AT_ONCE = 2;
const SECONDS = 20;
/** A day nobody has events of, so that the mapping of events applies and nothing else is in it. */
const INDEX = 'tocsin-events-2001.01.01';

/** What Elasticsearch does with the same documents when nobody stands before it. */
export interface RawFigures {
  readonly storedPerSecond: number;
  readonly cpuMicrosecondsPerEvent: number;
}

/** @param cpu of Elasticsearch, in µs. */
export async function rawBulk(store: Elasticsearch, cpu: () => number): Promise<RawFigures> {
  const documents = await store.documents(DOCUMENTS);
  const slices = Array.from({ length: Math.ceil(documents.length / PER_BULK) }, (_, n) =>
    documents.slice(n * PER_BULK, (n + 1) * PER_BULK),
  );
  const [begun, cpuBefore] = [performance.now(), cpu()];
  let stored = 0;
  const worker = async (first: number): Promise<void> => {
    for (let n = first; performance.now() - begun < SECONDS * 1_000; n += AT_ONCE) {
      const slice = slices[n % slices.length] ?? [];
      await store.bulk(INDEX, slice);
      stored += slice.length;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => worker(n)));
  const seconds = (performance.now() - begun) / 1_000;
  const used = cpu() - cpuBefore;
  return {
    storedPerSecond: Math.round(stored / seconds),
    cpuMicrosecondsPerEvent: Number((used / stored).toFixed(1)),
  };
}
