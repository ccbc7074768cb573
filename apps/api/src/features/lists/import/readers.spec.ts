import { listImportQuerySchema } from '@tocsin/api-contract';
import { hostileValue, seededRandom } from '@tocsin/plugin-kit/testing';

import { readCsv } from './csv';
import type { ImportRecord } from './import-record';
import { readMisp } from './misp';
import { readNdjson } from './ndjson';
import { readStix } from './stix';
import { patternTerms } from './stix-pattern';

/** The text in pieces of that many characters, as a network might bring it. */
async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let from = 0; from < text.length; from += size) yield await Promise.resolve(text.slice(from, from + size));
}

async function all(records: AsyncIterable<ImportRecord>): Promise<ImportRecord[]> {
  const read: ImportRecord[] = [];
  for await (const record of records) read.push(record);
  return read;
}

const csv = (text: string, size = 1_000, options: object = {}) =>
  all(readCsv(inPieces(text, size), listImportQuerySchema.parse({ format: 'csv', ...options })));

describe(readCsv.name, () => {
  it.each([1, 2, 3, 7, 1_000])('reads the same in pieces of %i characters', async (size) => {
    const text = 'value,reason,reference\r\n"a ""b"", c","two\nlines",\r\n\r\n  d , e ,"f,g"';
    expect(await csv(text, size)).toEqual([
      { line: 2, entry: { value: 'a "b", c', facts: { reason: 'two\nlines' } } },
      { line: 5, entry: { value: 'd', facts: { reason: 'e', reference: 'f,g' } } },
    ]);
  });

  it('knows columns by number, other delimiters, remarks, and times as feeds write them', async () => {
    const text = '# a feed\n2026-11-01 10:00:00;192.0.2.1\n2026-11-02;192.0.2.2\nsoon;192.0.2.3\n';
    const options = { header: 'false', delimiter: ';', columns: 'value:2,firstSeen:1' };
    const seen = (await csv(text, 1_000, options)).map((record) => ('entry' in record ? record.entry : undefined));
    expect(seen).toEqual([
      { value: '192.0.2.1', facts: { firstSeen: '2026-11-01T10:00:00Z' } },
      { value: '192.0.2.2', facts: { firstSeen: '2026-11-02T00:00:00Z' } },
      { value: '192.0.2.3', facts: { firstSeen: 'soon' } },
    ]);
  });

  it('reads on behind a row that is too long', async () => {
    const records = await csv(`value,reason\n${'x'.repeat(300_000)},a\nb,c\n`);
    expect(records).toEqual([
      { line: 2, problem: expect.stringContaining('longer than') as string },
      { line: 3, entry: { value: 'b', facts: { reason: 'c' } } },
    ]);
  });

  it.each([
    ['a,b\n1,2', {}],
    ['value\n1', { columns: 'value:other' }],
    ['1,2', { header: 'false', columns: 'value:first' }],
    ['1,2', { header: 'false' }],
  ])('says which columns are missing in %j', async (text, options) => {
    await expect(csv(text, 10, options)).rejects.toMatchObject({ code: 'list.columns' });
  });
});

describe(readNdjson.name, () => {
  it.each([1, 5, 1_000])('reads the same in pieces of %i characters', async (size) => {
    const text = `{"value":"a"}\n\n{"value":\n"${'y'.repeat(300)}"\n{"value":"b"}`;
    const records = await all(readNdjson(inPieces(text, size)));
    expect(records.map(({ line, ...rest }) => [line, 'entry' in rest])).toEqual([
      [1, true],
      [3, false],
      [4, true],
      [5, true],
    ]);
  });

  it('reads on behind a line that is too long, and says which one it was', async () => {
    const records = await all(readNdjson(inPieces(`1\n${'x'.repeat(700_000)}\n2`, 64 * 1_024)));
    expect(records.map((record) => [record.line, 'problem' in record])).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ]);
  });
});

describe(patternTerms.name, () => {
  it.each([
    ["[ipv4-addr:value = '192.0.2.1']", [{ type: 'ipv4-addr', value: '192.0.2.1' }]],
    ["[ipv4-addr:value ISSUBSET '192.0.2.0/24']", [{ type: 'ipv4-addr', value: '192.0.2.0/24', kind: 'cidr' }]],
    [
      "[domain-name:value IN ('a.example', 'b.example')]",
      ['a.example', 'b.example'].map((value) => ({ type: 'domain-name', value })),
    ],
    ["[url:value MATCHES '^https://evil']", [{ type: 'url', value: '^https://evil', kind: 'regex' }]],
    [
      "[file:hashes.'SHA-256' = 'ab'] OR [file:hashes.MD5 = 'cd']",
      ['ab', 'cd'].map((value) => ({ type: 'file', value })),
    ],
    ["[user-account:account_login = 'it\\'s AND']", [{ type: 'user-account', value: "it's AND" }]],
    ["[ipv4-addr:value='192.0.2.1' OR url:value LIKE 'x%']", [{ type: 'ipv4-addr', value: '192.0.2.1' }]],
  ])('of %s', (pattern, terms) => {
    expect(patternTerms(pattern)).toMatchObject(terms);
  });

  it.each([
    "[ipv4-addr:value = '192.0.2.1' AND domain-name:value = 'a.example']",
    "[ipv4-addr:value = '192.0.2.1'] FOLLOWEDBY [url:value = 'x']",
    "[ipv4-addr:value != '192.0.2.1']",
    '[file:size = 7]',
    '',
  ])('finds nothing to look for in %s', (pattern) => {
    expect(typeof patternTerms(pattern)).toBe('string');
  });
});

it('a pattern is read in time that grows with its length', () => {
  const startedAt = performance.now();
  for (const part of ["'\\'", 'a', ' ', "'", '(', 'a:b '])
    patternTerms(part.repeat(Math.floor(1_000_000 / part.length)));
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

describe('documents', () => {
  const random = seededRandom(17);

  it.each([
    [
      'STIX',
      readStix,
      (value: unknown) => ({ type: 'bundle', objects: [{ type: 'indicator', pattern: value, ...asObject(value) }] }),
    ],
    [
      'MISP',
      readMisp,
      (value: unknown) => ({
        Event: { Attribute: [{ to_ids: true, type: value, value, ...asObject(value) }], Tag: value },
      }),
    ],
  ])('of %s with anything in them are read or refused, never broken on', async (_name, read, documentOf) => {
    for (let n = 0; n < 2_000; n += 1) {
      const text = JSON.stringify(documentOf(hostileValue(random)));
      for (const record of await all(read(inPieces(text, 100)))) expect(record.line).toBeGreaterThan(0);
    }
  });

  it.each(['[]', '{', '{"type":"report"}', 'null', ''])(
    'that are none, such as %j, are refused as a whole',
    async (text) => {
      await expect(all(readStix(inPieces(text, 10)))).rejects.toMatchObject({ code: 'list.document' });
      await expect(all(readMisp(inPieces(text, 10)))).rejects.toMatchObject({ code: 'list.document' });
    },
  );

  function asObject(value: unknown): object {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  }
});
