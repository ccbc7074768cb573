import { keyOf } from '../apps/pipeline/src/last-seen/last-seen-keys';
import { SeenTable } from '../apps/pipeline/src/last-seen/seen-table';

const KEYS = 5_000_000;
const TODAY = 20_783;
const DAYS = 90;
const LOOKS = 500_000;
const MEBIBYTE = 1_024 ** 2;

/** What a worker needs to remember five million keys of last-seen lists: memory, and the time of a look. */
function main(): Record<string, number> {
  const before = residentBytes();
  const seen = new SeenTable(KEYS);
  const fillMicros = micros(KEYS, (n) => seen.see(sampleKey(n), TODAY - (n % DAYS)));
  const after = residentBytes();
  return {
    keys: seen.size,
    takenForOthers: KEYS - seen.size,
    residentMebibytesMore: round((after - before) / MEBIBYTE),
    peakResidentMebibytes: round(process.resourceUsage().maxRSS / 1_024),
    fillMicros,
    knownKeyMicros: micros(LOOKS, (n) => seen.lastDay(sampleKey((n * 7_919) % KEYS))),
  };
}

function sampleKey(n: number): string {
  return keyOf([`user-${n % 50_000}@example.com`, String(64_496 + Math.floor(n / 50_000))]);
}

function micros(times: number, work: (n: number) => unknown): number {
  const startedAt = performance.now();
  for (let n = 0; n < times; n += 1) work(n);
  return round(((performance.now() - startedAt) * 1_000) / times);
}

/** After a collection where Node was started with --expose-gc. */
function residentBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}

function round(figure: number): number {
  return Number(figure.toFixed(2));
}

process.once('message', () => {
  process.send?.(main());
  process.disconnect();
});
