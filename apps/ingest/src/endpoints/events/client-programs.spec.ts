import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { batchLines } from '@tocsin/event-model';

import { OneShipper, openFrontDoor, type FrontDoor } from '../../testing/front-door';
import { Weather, type Fate } from '../../testing/weather';

const FOLDER = join(__dirname, '../../../../../docs/clients');
const EVENTS = 1_000;
const numbered = Array.from({ length: EVENTS }, (_, n) => JSON.stringify({ message: `event ${n}`, n }));
const NOT_NOW: Fate = { status: 503 };

const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) process.stderr.write('skipped: docs/clients/send_events.py, because there is no python3 here\n');
const programs: [string, string[]][] = [
  ...(hasPython ? ([['send_events.py', ['python3', join(FOLDER, 'send_events.py')]]] as [string, string[]][]) : []),
  ['send-events.mjs', [process.execPath, join(FOLDER, 'send-events.mjs')]],
];

interface Sent {
  readonly lines?: readonly string[];
  readonly fates?: readonly Fate[];
  readonly key?: string;
  readonly shippers?: OneShipper;
}

let door: FrontDoor;
let weather: Weather;
afterEach(async () => {
  await weather.end();
  await door.app.close();
});

/** Runs a program as a person would, and says how it ended. */
async function send([command = '', ...args]: readonly string[], sent: Sent = {}) {
  const { lines = numbered, fates = [], key = 'web:secret', shippers } = sent;
  door = await openFrontDoor({}, shippers === undefined ? {} : { shippers });
  weather = await Weather.before(door, fates);
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'] ?? '', TOCSIN_URL: `${weather.url}/`, TOCSIN_KEY: key },
  });
  child.stdin.end(lines.map((line) => `${line}\n`).join(''));
  const ended = once(child, 'close');
  const [output, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await ended) as [number];
  return { code, output, complaints };
}

/** Every event that came, under the id it is stored by. */
function arrived(): ReadonlyMap<string, string> {
  return new Map(
    door.batches().flatMap((batch) => batchLines(batch).map((line, at) => [batch.ids[at] ?? '', String(line)])),
  );
}

describe.each(programs)('The client %s', (_, program) => {
  it('sends every event once through refusals and a lost answer', async () => {
    const { code, output } = await send(program, {
      fates: [NOT_NOW, { status: 429 }, 'answer lost', 'passes', NOT_NOW],
    });
    expect([code, output.trim()]).toEqual([0, 'sent 1000 events']);
    expect([...arrived().values()].sort()).toEqual([...numbered].sort());
    // The lost answer was to a batch that was taken, and came again.
    expect(door.batches().reduce((total, batch) => total + batch.ids.length, 0)).toBeGreaterThan(EVENTS);
  }, 30_000);

  it('says why it waits, and waits as long as it is told', async () => {
    const { complaints } = await send(program, {
      lines: ['{"a":1}'],
      fates: [{ status: 503, headers: { 'retry-after': '1' } }],
    });
    expect(complaints).toMatch(/trying again in 1\.0 s: 503/);
    const [first = 0, second = 0] = weather.arrivals;
    expect(second - first).toBeGreaterThan(990);
  }, 30_000);

  it('ends in failure with the reason when nothing will help', async () => {
    const { code, output, complaints } = await send(program, { key: 'web:wrong' });
    expect(code).not.toBe(0);
    expect(output).toBe('');
    expect(complaints).toContain('500 events were not sent: 401');
    expect(weather.arrivals).toHaveLength(1);
  }, 30_000);

  it('tells which lines were not understood, and that they are kept', async () => {
    const { code, complaints } = await send(program, { lines: ['{"a":1}', 'not JSON'] });
    expect(code).toBe(0);
    expect(complaints).toMatch(/parked.*not JSON/s);
    expect(arrived().size).toBe(2);
  }, 30_000);

  it('ends in failure when a strict source refuses a line', async () => {
    const shippers = new OneShipper({ source: 'web', isStrict: true });
    const { code, complaints } = await send(program, { lines: ['{"a":1}', 'not JSON'], shippers });
    expect(code).not.toBe(0);
    expect(complaints).toContain('not JSON');
    expect([...arrived().values()]).toEqual(['{"a":1}']);
  }, 30_000);

  it('does not take a redirection for a delivery', async () => {
    const { code, complaints } = await send(program, { fates: [{ status: 301, headers: { location: '/healthz' } }] });
    expect(code).not.toBe(0);
    expect(complaints).toContain('301');
  }, 30_000);
});
