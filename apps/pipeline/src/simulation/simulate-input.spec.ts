import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync, zstdCompressSync } from 'node:zlib';

import { SimulationUnderTest } from '../testing/simulation-under-test';
import { InputFailed } from './input/input-failed';
import { JsonPrinter } from './print/json-printer';
import { simulateInput } from './simulate-input';

const LINES = Array.from({ length: 2_500 }, (_, nr) => `{"summary":"line ${nr + 1}"}`);

describe(simulateInput.name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-simulate-'));
  let simulation: SimulationUnderTest;
  beforeAll(async () => {
    simulation = await SimulationUnderTest.start();
  });
  afterAll(async () => {
    await simulation.stop();
    rmSync(folder, { recursive: true });
  });

  function file(bytes: string | Buffer): string {
    const path = join(folder, 'input');
    writeFileSync(path, bytes);
    return path;
  }

  async function printed(path: string): Promise<Record<string, unknown>[]> {
    const output = new PassThrough();
    const text = buffer(output);
    await simulateInput(path, simulation.open(), new JsonPrinter(false), output).finally(() => output.end());
    const lines = (await text).toString().split('\n');
    return lines.slice(0, -1).map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  it.each([
    ['as it is', (text: string) => Buffer.from(text)],
    ['by gzip', (text: string) => gzipSync(text)],
    [
      'by gzip in two parts',
      (text: string) => Buffer.concat([gzipSync(text.slice(0, 999)), gzipSync(text.slice(999))]),
    ],
    ['by zstd', (text: string) => zstdCompressSync(text)],
  ])('prints an event for each line, in order, of a file compressed %s', async (_, compress) => {
    const events = await printed(file(compress(LINES.join('\n'))));
    expect(events.map(({ message }) => message)).toEqual(LINES.map((_line, nr) => `line ${nr + 1}`));
  });

  it('counts blank lines and prints nothing for them, and takes both line ends and a byte order mark', async () => {
    expect(await printed(file('\ufeff{"summary":"1"}\r\n\n   \n{"broken\n{"summary":"5"}'))).toMatchObject(
      [{ message: '1' }, { line: 4, parked: /not JSON/ as unknown }, { message: '5' }].map((one) =>
        'parked' in one ? { line: 4 } : one,
      ),
    );
  });

  it('parks a line no event may be as long as, and goes on behind it', async () => {
    const long = `{"summary":"${'x'.repeat(3 * 1024 ** 2)}"}`;
    const [first, second, third] = await printed(file(`{"summary":"1"}\n${long}\n{"summary":"3"}\n`));
    expect(first).toMatchObject({ message: '1' });
    expect(second).toEqual({ line: 2, parked: expect.stringContaining('ingest.maxLineBytes') as unknown });
    expect(third).toMatchObject({ message: '3' });
  });

  it('prints what came before the place where a file is cut off', async () => {
    const path = file(
      gzipSync(LINES.map((line, nr) => `${line.slice(0, -1)},"n":${Math.sin(nr)}}`).join('\n')).subarray(0, -9_000),
    );
    const output = new PassThrough();
    const text = buffer(output);
    const failed: unknown = await simulateInput(path, simulation.open(), new JsonPrinter(false), output).catch(
      (error: unknown) => error,
    );
    output.end();
    const count = (await text).toString().split('\n').length - 1;
    expect(failed).toBeInstanceOf(InputFailed);
    expect((failed as InputFailed).message).toContain(`beyond line ${count}`);
  });

  it('prints nothing for an empty file', async () => {
    expect(await printed(file(''))).toEqual([]);
  });

  it('says which file cannot be read and what to do', async () => {
    await expect(printed(join(folder, 'nothing.log'))).rejects.toThrow(InputFailed);
    await expect(printed(join(folder, 'nothing.log'))).rejects.toThrow(/nothing\.log: there is no such file\. Give/);
    await expect(printed(folder)).rejects.toThrow(/it is a folder\. Give one file/);
  });

  it('prints what comes before the place where a compressed file is broken, and says where that is', async () => {
    const whole = gzipSync(LINES.join('\n'), { level: 0 });
    const output = new PassThrough();
    const text = buffer(output);
    const path = file(whole.subarray(0, whole.length / 2));
    const simulated = simulateInput(path, simulation.open(), new JsonPrinter(false), output);
    await expect(simulated.finally(() => output.end())).rejects.toThrow(
      /input beyond line \d{3,}: .*cut off or broken/,
    );
    expect((await text).toString().split('\n').length).toBeGreaterThan(1_000);
  });
});
