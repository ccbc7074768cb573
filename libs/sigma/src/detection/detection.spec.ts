import type { SecurityEvent } from '@tocsin/event-model';
import { compilePredicate } from '@tocsin/query';
import { corpus } from '@tocsin/testing';
import { readFileSync } from 'node:fs';

import { RuleError } from '../rules/rule-error';
import { readDetection } from './detection';
import type { RuleWords } from './field-item';

const asWritten: RuleWords = {
  fieldName: (name) => name,
  placeholders: new Map([['admins', ['root', 'adm*']]]),
};
type Fields = Record<string, unknown>;

function matches(detection: unknown, fields: Fields): boolean {
  return compilePredicate(readDetection(detection, asWritten).expr)(fields as unknown as SecurityEvent);
}

/** One selection over one field. */
const item = (key: string, value: unknown, fields: Fields): boolean =>
  matches({ selection: { [key]: value }, condition: 'selection' }, fields);

function lines(path: string): unknown[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

describe(readDetection.name, () => {
  it.each<[string, unknown, unknown, boolean]>([
    ['f', 'Value', 'vALUE', true],
    ['f', ['a', 'b'], 'B', true],
    ['f', 'a*c', 'abbc', true],
    ['f', 'a\\*c', 'abc', false],
    ['f', 'C:\\Temp\\\\*', 'c:\\temp\\x', true],
    ['f', 'C:\\Temp\\*', 'c:\\temp*', true],
    ['f', 'C:\\\\Temp\\\\x', 'c:\\temp\\x', true],
    ['f|cased', 'Value', 'value', false],
    ['f|contains', 'all', 'Wallet', true],
    ['f|contains|all', ['wa', 'et'], 'Wallet', true],
    ['f|contains|all', ['wa', 'xx'], 'Wallet', false],
    ['f|startswith', 'wa', 'Wallet', true],
    ['f|endswith', 'LET', 'Wallet', true],
    ['f|expand', '%admins%', 'ADMIN', true],
    ['f|contains|expand', ['x', 'by %admins%.'], 'done by root.', true],
    ['f|expand', 5, 5, true],
    ['f|neq', 'a', 'b', true],
    ['f|neq', 'a', 'a', false],
    ['f|re', '^a.c$', 'abc', true],
    ['f|re', '^A.C$', 'abc', false],
    ['f|re|i', '^A.C$', 'abc', true],
    ['f|re|s', 'a.c', 'a\nc', true],
    ['f|re|m', '^b$', 'a\nb', true],
    ['f|cidr', '10.0.0.0/8', '10.9.8.7', true],
    ['f|lt', 5, 4, true],
    ['f|gte', 5, '5', true],
    ['f|gt', 5, 5, false],
    ['f|base64', '/bin/sh', 'L2Jpbi9zaA==', true],
    ['f|base64offset|contains', 'secret', Buffer.from('xsecrets').toString('base64'), true],
    ['f|base64offset|contains', 'secret', Buffer.from('xysecrets').toString('base64'), true],
    ['f|wide|base64offset|contains', 'ping', Buffer.from('  ping x', 'utf16le').toString('base64'), true],
    ['f|utf16be|base64', 'a', Buffer.from([0, 0x61]).toString('base64'), true],
    ['f|utf16|base64', 'a', Buffer.from([0xff, 0xfe, 0x61, 0]).toString('base64'), true],
    ['f|windash|contains', ' -enc ', 'x /enc y', true],
    ['f', 5, '5', true],
    ['f', true, 'True', true],
    ['f', '', '', true],
    ['f', null, '', false],
  ])('reads %s: %j so that %j gives the expected answer', (key, value, seen, expected) => {
    expect(item(key, value, { f: seen })).toBe(expected);
  });

  it('takes null and exists: false for a field that is not there', () => {
    expect(item('f', null, {})).toBe(true);
    expect(item('f|exists', false, {})).toBe(true);
    expect(item('f|exists', true, {})).toBe(false);
  });

  it('finds words without a field anywhere in the texts of the event', () => {
    const detection = { words: ['sekurlsa', 'lsadump'], condition: 'words' };
    expect(matches(detection, { message: 'x LSADUMP::sam' })).toBe(true);
    expect(matches(detection, { details: { deep: ['mimikatz sekurlsa'] } })).toBe(true);
    expect(matches({ words: { '|all': ['a1', 'b2'] }, condition: 'words' }, { message: 'b2 a1' })).toBe(true);
    expect(matches({ words: { '|all': ['a1', 'b2'] }, condition: 'words' }, { message: 'b2' })).toBe(false);
  });

  const parts = { a: { f: 1 }, b: { g: 1 }, filter_x: { h: 1 }, _hidden: { i: 1 } };
  it.each<[string | string[], Fields, boolean]>([
    ['a and b or filter_x', { h: 1 }, true],
    ['a and (b or filter_x)', { h: 1 }, false],
    ['not a and b', { g: 1 }, true],
    ['a and not 1 of filter_*', { f: 1 }, true],
    ['a AND NOT 1 OF filter_*', { f: 1, h: 1 }, false],
    ['1 of them', { i: 1 }, false],
    ['all of them', { f: 1, g: 1, h: 1 }, true],
    ['any of _*', { i: 1 }, true],
    [['a', 'b'], { g: 1 }, true],
  ])('reads the condition %j', (condition, fields, expected) => {
    expect(matches({ ...parts, condition }, fields)).toBe(expected);
  });

  it.each<[string, unknown]>([
    ['an unknown modifier', { s: { 'f|fuzzy': 'x' }, condition: 's' }],
    ['modifiers that exclude each other', { s: { 'f|re|contains': 'x' }, condition: 's' }],
    ['a placeholder without values', { s: { 'f|expand': '%others%' }, condition: 's' }],
    ['a unit of time as text', { s: { 'f|hour|contains': 1 }, condition: 's' }],
    ['a unit of time that is no number', { s: { 'f|month': 'May' }, condition: 's' }],
    ['a network of another field', { s: { 'f|fieldref|cidr': 'g' }, condition: 's' }],
    ['look-around in a regular expression', { s: { 'f|re': '(?<!a)b' }, condition: 's' }],
    ['a network that is none', { s: { 'f|cidr': '10.0.0.0/40' }, condition: 's' }],
    ['wildcards inside Base64', { s: { 'f|base64': 'a*b' }, condition: 's' }],
    ['exists without true or false', { s: { 'f|exists': 'yes' }, condition: 's' }],
    ['an object as a value', { s: { f: { g: 1 } }, condition: 's' }],
    ['an empty list', { s: { f: [] }, condition: 's' }],
    ['an empty selection', { s: {}, condition: 's' }],
    ['a missing condition', { s: { f: 1 } }],
    ['a condition that ends early', { s: { f: 1 }, condition: 's and' }],
    ['a selection that is not there', { s: { f: 1 }, condition: 't' }],
    ['a pattern no selection fits', { s: { f: 1 }, condition: '1 of t*' }],
    ['a count of selections', { s: { f: 1 }, condition: '2 of s*' }],
    ['an aggregation in the condition', { s: { f: 1 }, condition: 's | count() > 5' }],
    ['a timeframe', { s: { f: 1 }, condition: 's', timeframe: '5m' }],
    ['a condition nested without end', { s: { f: 1 }, condition: '('.repeat(1_000) }],
  ])('refuses %s', (_, detection) => {
    expect(() => readDetection(detection, asWritten)).toThrow(RuleError);
  });

  const cases = corpus('sigma-conformance/cases.jsonl');
  (cases ? it : it.skip)('agrees with every conformance case', () => {
    const outcomes = { right: 0, wrong: 0, refused: 0 };
    for (const { detection, event, match } of lines(cases!) as {
      detection: unknown;
      event: Fields;
      match: boolean;
    }[]) {
      try {
        outcomes[matches(detection, event) === match ? 'right' : 'wrong']++;
      } catch (error) {
        if (!(error instanceof RuleError)) throw error;
        outcomes.refused++;
      }
    }
    expect(outcomes).toEqual({ right: 72, wrong: 0, refused: 0 });
  });
});
