import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { SecurityEvent } from '@tocsin/event-model';

import type { Expr } from '../expr';
import { compilePredicate } from '../predicate/compile-predicate';
import { parseQuery } from './parse-query';
import { QuerySyntaxError } from './query-syntax-error';

const event: SecurityEvent = {
  '@timestamp': '2026-11-24T08:00:00.000Z',
  message: 'Failed password for root from 10.0.0.9 port 22',
  'user.name': 'root',
  'source.ip': '10.0.0.9',
  'source.port': 40_022,
  'process.command_line': 'C:\\tools\\mimikatz.exe "priv*"',
  tags: ['lab', 'ssh'],
  details: { session: { id: 'S-1' }, url: 'https://a.example/x' },
};
const equals = (field: string, value: string): Expr => ({ kind: 'equals', field, value, cased: false });

const now = new Date('2026-11-24T08:10:00.000Z');

function syntaxError(query: string): { position: number; expected: string } {
  try {
    parseQuery(query);
  } catch (error) {
    if (error instanceof QuerySyntaxError) return { position: error.position, expected: error.expected };
  }
  throw new Error(`${query} was read without an error`);
}

describe(parseQuery.name, () => {
  it.each([
    '',
    'user.name:root',
    'USER.NAME:ROOT',
    'user.name:(alice OR root) AND NOT source.ip:192.168.0.0/16',
    'failed password',
    '"password for root"',
    '-alice !bob NOT carol',
    'alice OR failed AND 10.0.0.9',
    '(alice OR failed) AND (root OR bob)',
    'source.ip:10.*',
    'source.ip:10.0.0.0/8',
    'source.port>=1024 source.port<65536',
    'source.port >= 1024',
    'source.port:>1024',
    '@timestamp:2026-11-24',
    '@timestamp>=2026-11-24T08:00:00Z',
    'process.command_line:*mimikatz*',
    'process.command_line:c\\:\\\\tools*',
    'process.command_line:"C:\\\\tools\\\\mimikatz.exe \\"priv*\\""',
    'process.command_line:/MIMI[a-z]+\\.exe/i',
    'session.id:s-1',
    'details.session.id:S-?',
    'tags:ssh tags:lab',
    'message:password',
    'user.name:*',
    'NOT host.name:*',
    'https://a.example/x',
    'priv\\*',
    'source.port:[40022 TO 40022]',
    'source.port:{40021 TO 40022]',
    'source.port:[40022 TO 40023}',
    'source.port:[ * TO 5e4 ]',
    'source.port:[1 TO *]',
    'source.port:([1 TO 5] OR [40000 TO 50000])',
    'source.port:(>=40000 AND <50000)',
    'source.port:(22 OR >40000)',
    'user.name:[* TO *]',
    'source.ip:[10.0.0.1 TO 10.0.0.9]',
    'source.ip:{10.0.0.8 TO *}',
    'source.ip:[* TO 10.0.0.10}',
    '@timestamp:[2026-11-20 TO 2026-11-24]',
    '@timestamp:[2026-11-24T08:00:00Z TO "2026-11-24T08:00:00Z"]',
    '@timestamp<=2026-11-24',
    '@timestamp>=now-15m',
    '@timestamp:[now-1h TO now]',
    '@timestamp:now/d',
    '@timestamp:[now-7d/d TO now/d]',
    'failed -[password] -{x}',
  ])('selects the event by %s', (query) => {
    expect(compilePredicate(parseQuery(query, now))(event)).toBe(true);
  });

  it.each([
    'user.name:alice',
    'NOT user.name:root',
    '-root',
    'alice failed',
    'source.ip:10.1.*',
    'source.port<1024',
    '@timestamp:2026-11-23',
    'priv\\?',
    'process.command_line:mimikatz',
    'fe80::1',
    'source.port:{40022 TO *]',
    'source.port:[* TO 40022}',
    'source.port:[50000 TO 1]',
    'source.port:(>=400 AND <500)',
    'source.ip:{10.0.0.9 TO 10.0.0.20]',
    'source.ip:[10.0.0.1 TO 10.0.0.9}',
    'source.ip:[:: TO *]',
    'source.ip:[10.0.0.20 TO 10.0.0.1]',
    '@timestamp:[2026-11-20 TO 2026-11-24}',
    '@timestamp>2026-11-24',
    '@timestamp>=now-5m',
    '@timestamp:now-1d/d',
    'host.name:[* TO *]',
  ])('does not select the event by %s', (query) => {
    expect(compilePredicate(parseQuery(query, now))(event)).toBe(false);
  });

  it('joins by AND before OR', () => {
    expect(parseQuery('user.name:a OR user.name:b user.name:c')).toEqual({
      kind: 'or',
      operands: [
        equals('user.name', 'a'),
        { kind: 'and', operands: [equals('user.name', 'b'), equals('user.name', 'c')] },
      ],
    });
  });

  it('looks in details for a name that is not ours, and leaves names in our groups alone', () => {
    expect(parseQuery('requestParameters.bucket:x')).toEqual(equals('details.requestParameters.bucket', 'x'));
    expect(parseQuery('host.owner.team:x')).toEqual(equals('host.owner.team', 'x'));
  });

  it.each<[string, number, string]>([
    ['user.name:', 10, 'a value'],
    ['(user.name:a', 12, 'AND, OR or )'],
    ['user.name:a)', 11, 'AND, OR or the end'],
    ['"open', 5, 'a closing quote'],
    ['a AND', 5, 'a word, a field or ('],
    ['OR a', 0, 'a word, a field or ('],
    ['source.port>many', 12, 'a number'],
    ['source.port:many', 12, 'a number, for source.port is one'],
    ['source.ip>5', 10, 'no comparison on source.ip; use source.ip:[10.0.0.1 TO 10.0.0.9] or a network'],
    ['source.ip:host1', 10, 'an address or a network such as 10.0.0.0/8'],
    ['source.ip:10*', 10, 'a network such as 10.0.0.0/8 or 10.*'],
    ['@timestamp:yesterday', 11, 'a date such as 2026-11-24, 2026-11-24T08:00:00Z, now-15m or now/d'],
    ['@timestamp:[now-1x TO now]', 12, 'a date such as 2026-11-24, 2026-11-24T08:00:00Z, now-15m or now/d'],
    ['@timestamp:[now TO now+999999y]', 19, 'a date such as 2026-11-24, 2026-11-24T08:00:00Z, now-15m or now/d'],
    ['source.port:[1 TO', 12, 'a range such as [1 TO 5], {1 TO 5} or [1 TO *]'],
    ['source.port:[1 TO ]', 12, 'a range such as [1 TO 5], {1 TO 5} or [1 TO *]'],
    ['source.port:[1 5]', 12, 'a number, for source.port is one'],
    ['source.port:[1 TO five]', 18, 'a number'],
    ['source.port:(>=400 AND <many)', 24, 'a number'],
    ['user.name:[alice TO bob]', 11, 'a number, for texts have no order'],
    ['source.ip:[10.0.0.1 TO ::1]', 11, 'two addresses of one family, or * for one'],
    ['source.ip:[10.0.0.1 TO host1]', 11, 'two addresses of one family, or * for one'],
    ['[1 TO 5]', 0, 'a word, a field or ('],
    ['abc \\', 5, 'a character after the backslash'],
  ])('refuses %s at character %d: expected %s', (query, position, expected) => {
    expect(syntaxError(query)).toEqual({ position, expected });
  });

  it('reads every example of its page', () => {
    const page = readFileSync(join(__dirname, '../../../../docs/search-language.md'), 'utf8');
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    const examples = rows.flatMap((row) => [...row.split(' | ')[0]!.matchAll(/`([^`]+)`/g)].map(([, query]) => query!));
    expect(examples.length).toBeGreaterThan(15);
    for (const example of examples) expect(() => parseQuery(example)).not.toThrow();
  });

  it('counts relative dates from the time it is given', () => {
    expect(parseQuery('@timestamp>=now-15m', now)).toEqual({
      kind: 'compare',
      field: '@timestamp',
      operator: '>=',
      value: '2026-11-24T07:55:00.000Z',
    });
  });

  it('bounds length, nesting and number of conditions', () => {
    expect(syntaxError('a'.repeat(9_000)).expected).toContain('8192');
    expect(syntaxError('('.repeat(500)).expected).toContain('levels');
    expect(syntaxError('a '.repeat(300)).expected).toContain('conditions');
    expect(syntaxError('source.ip:[0.0.0.1 TO 255.255.255.254] '.repeat(5)).expected).toContain('conditions');
  });

  it('reads any text in time that grows with its length only', () => {
    const started = process.hrtime.bigint();
    for (const text of [
      '"\\'.repeat(2_000),
      'a:'.repeat(4_000),
      ' '.repeat(8_000),
      ':/'.repeat(4_000),
      '['.repeat(8_000),
      '[ TO'.repeat(2_000),
    ]) {
      expect(() => parseQuery(`${text}(`)).toThrow(QuerySyntaxError);
    }
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(8_000);
  });
});
