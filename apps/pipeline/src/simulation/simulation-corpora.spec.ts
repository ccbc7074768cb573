import { createReadStream } from 'node:fs';

import type { SimulatedLine } from '@tocsin/api-contract';
import { corpus } from '@tocsin/testing';

import { SimulationUnderTest } from '../testing/simulation-under-test';
import { decompressed } from './input/decompressed';
import { LineCutter } from './input/line-cutter';

const BATCH = 200;

interface Case {
  readonly file: string;
  /** The lines a shipper would send, in a line of the file. */
  readonly linesIn: (line: string) => readonly string[];
  /** Every nth line is tried. */
  readonly every?: number;
  readonly lines: number;
  /** By code, those that truly are broken. */
  readonly parked?: Readonly<Record<string, number>>;
}

const asItIs = (line: string): string[] => [line];
/** The event as it stands in the line, so that no number of it is changed by parsing and writing. */
const eventIn = (line: string): string[] => [line.slice(line.indexOf('"event": ') + '"event": '.length, -1)];
const parsedEvent = (line: string): string[] => [JSON.stringify((JSON.parse(line) as { event: unknown }).event)];
const logsIn = (line: string): string[] => (JSON.parse(line) as { logs: { log: string }[] }).logs.map(({ log }) => log);

const CASES: readonly Case[] = [
  { file: 'syslog/OpenSSH_2k.log', linesIn: asItIs, lines: 2_000 },
  { file: 'syslog/Linux_2k.log', linesIn: asItIs, lines: 2_000 },
  { file: 'syslog/Apache_2k.log', linesIn: asItIs, lines: 2_000 },
  { file: 'syslog/apache_access.log', linesIn: asItIs, lines: 4_000 },
  // Three records of a security lake have a bracket too many.
  { file: 'wazuh-ruletests/tests.jsonl', linesIn: logsIn, lines: 1_114, parked: { 'parse.json': 3 } },
  { file: 'cloud-panther/tests.jsonl.zst', linesIn: parsedEvent, lines: 1_464 },
  { file: 'windows-evtx/events.jsonl.zst', linesIn: eventIn, lines: 7_844 },
  { file: 'windows-otrf/events.jsonl.zst', linesIn: eventIn, every: 10, lines: 9_329 },
];

async function* linesOf(path: string, { linesIn, every = 1 }: Case): AsyncGenerator<string> {
  const cutter = new LineCutter();
  const cut = function* (lines: Iterable<{ number: number; bytes: Buffer }>): Generator<string> {
    for (const { number, bytes } of lines) if ((number - 1) % every === 0) yield* linesIn(bytes.toString());
  };
  for await (const chunk of decompressed(createReadStream(path))) yield* cut(cutter.push(chunk));
  yield* cut(cutter.end());
}

/** What is to be known of thousands of lines. */
class Tally {
  lines = 0;
  readonly parked: Record<string, number> = {};
  readonly failures = new Set<string>();

  add(one: SimulatedLine): void {
    if (one.outcome === 'parked') this.parked[one.code] = (this.parked[one.code] ?? 0) + 1;
    const notes = one.outcome === 'event' ? one.event['tocsin.notes'] : undefined;
    for (const note of Array.isArray(notes) ? notes.map(String) : [])
      if (/^Plug-in \w+ (failed|is passed over)|^The rules could not be tried/.test(note)) this.failures.add(note);
  }
}

describe('the lines of real logs', () => {
  let simulation: SimulationUnderTest;
  beforeAll(async () => {
    simulation = await SimulationUnderTest.start();
  });
  afterAll(() => simulation.stop());

  async function tally(path: string, one: Case): Promise<Tally> {
    const result = new Tally();
    const sending = simulation.open();
    let batch: { number: number; bytes: Buffer }[] = [];
    const send = async () => {
      for (const line of await sending.send(batch)) result.add(line);
      batch = [];
    };
    for await (const line of linesOf(path, one)) {
      batch.push({ number: (result.lines += 1), bytes: Buffer.from(line) });
      if (batch.length === BATCH) await send();
    }
    await send();
    return result;
  }

  for (const one of CASES) {
    const path = corpus(one.file);
    (path === undefined ? it.skip : it)(
      `of ${one.file} become events, but for what is broken, and no plug-in fails on them`,
      async () => {
        const { lines, parked, failures } = await tally(path ?? '', one);
        expect([...failures]).toEqual([]);
        expect(parked).toEqual(one.parked ?? {});
        expect(lines).toBe(one.lines);
      },
      60_000,
    );
  }
});
