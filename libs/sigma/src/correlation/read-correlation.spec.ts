import { corpus } from '@tocsin/testing';
import { readFileSync } from 'node:fs';

import { readRules } from '../rules/read-rules';
import type { RuleSet } from '../rules/rule';

const BASE = `
title: Failed login
name: failed_login
logsource: { product: linux, service: sshd }
detection:
  selection: { event.outcome: failure }
  condition: selection
`;
const correlation = (body: string, head = 'title: Many failed logins'): string => `---
${head}
level: high
correlation:
  ${body.replaceAll('; ', '\n  ')}
`;
const COUNT = 'type: event_count; rules: [failed_login]; group-by: [src_ip]; timespan: 10m; condition: { gte: 10 }';
const read = (...documents: string[]): RuleSet => readRules([{ file: 'a.yml', text: documents.join('') }]);

describe('correlation rules', () => {
  it('count events of the rules they name, by group and span', () => {
    const [rule] = read(BASE, correlation(COUNT)).correlations;
    expect(rule).toMatchObject({
      type: 'event_count',
      countedField: undefined,
      groupBy: ['source.ip'],
      timespanMs: 600_000,
      threshold: 10,
    });
    expect(rule!.rules[0]!.name).toBe('failed_login');
    expect(rule!.expr).toEqual(rule!.rules[0]!.expr);
  });

  it('count different values of a field', () => {
    const spray = COUNT.replace('event_count', 'value_count').replace('gte: 10', 'field: user.name, gt: 9');
    expect(read(BASE, correlation(spray)).correlations[0]).toMatchObject({ countedField: 'user.name', threshold: 10 });
  });

  it('keep the rules they count from standing for themselves, unless they are to', () => {
    expect(read(BASE, correlation(COUNT)).rules).toHaveLength(0);
    expect(read(BASE, correlation(`${COUNT}; generate: true`)).rules).toHaveLength(1);
    expect(read(BASE).rules).toHaveLength(1);
  });

  it('change their hash with the rules they count', () => {
    const hash = (base: string): string => read(base, correlation(COUNT)).correlations[0]!.facts.hash;
    expect(hash(BASE)).not.toBe(hash(BASE.replace('failure', 'unknown')));
  });

  it('are refused for a rule that no store can answer', () => {
    const set = read(BASE.replace('event.outcome: failure', 'user.name|fieldref: host.name'), correlation(COUNT));
    expect(set.correlations).toEqual([]);
    expect(set.refused[0]).toMatchObject({ line: 13, reason: expect.stringContaining('two fields') as string });
    expect(set.rules).toHaveLength(1);
  });

  it.each<[string, string, number]>([
    ['a rule that is not there', COUNT.replace('failed_login', 'other'), 13],
    ['a type that is not run yet', COUNT.replace('event_count', 'temporal'), 12],
    ['an upper bound', COUNT.replace('gte', 'lte'), 16],
    ['a bound that is always reached', COUNT.replace('10 }', '0 }'), 16],
    ['a bound that is no whole number', COUNT.replace('10 }', '"many" }'), 16],
    ['a field where events are counted', COUNT.replace('{ gte', '{ field: a, gte'), 16],
    ['no field where values are counted', COUNT.replace('event_count', 'value_count'), 16],
    ['a timespan without a unit', COUNT.replace('10m', '10'), 15],
    ['a timespan of years', COUNT.replace('10m', '900d'), 15],
    ['keys Sigma does not have', `${COUNT}; every: 5`, 12],
  ])('are refused for %s', (_, body, line) => {
    const set = read(BASE, correlation(body));
    expect(set.correlations).toEqual([]);
    expect(set.refused).toHaveLength(1);
    expect(set.refused[0]).toMatchObject({ file: 'a.yml', rule: 'Many failed logins', line });
  });

  it.each<[string, string, RegExp]>([
    [
      'temporal',
      'type: temporal; rules: [failed_login]; group-by: [src_ip]; timespan: 5m',
      /type temporal cannot be run yet/,
    ],
    [
      'value_avg',
      COUNT.replace('event_count', 'value_avg').replace('gte: 10', 'field: bytes, gt: 1.5'),
      /type value_avg/,
    ],
    [
      'value_percentile',
      COUNT.replace('event_count', 'value_percentile').replace('gte: 10', 'field: a, percentile: 95, lte: 1'),
      /type value_percentile/,
    ],
    ['aliases', `${COUNT}; aliases: { ip: { failed_login: src_ip } }`, /Aliases cannot be run yet/],
    ['a range', COUNT.replace('gte: 10', 'gt: 10, lte: 20'), /one lower bound/],
    [
      'several fields',
      COUNT.replace('event_count', 'value_count').replace('gte: 10', 'field: [a, b], gte: 10'),
      /several fields/,
    ],
    ['no group', COUNT.replace('group-by: [src_ip]; ', ''), /without a group/],
  ])('are understood, and refused because they cannot be run yet: %s', (_, body, reason) => {
    expect(read(BASE, correlation(body)).refused).toMatchObject([{ reason: expect.stringMatching(reason) as string }]);
  });

  it.each<[string, string, RegExp]>([
    ['an unknown type', COUNT.replace('event_count', 'rhythm'), /correlation.type is not as Sigma has it/],
    ['a percentile of a count', COUNT.replace('gte: 10', 'percentile: 9, gte: 10'), /Only value_percentile/],
    ['an average without a field', COUNT.replace('event_count', 'value_avg'), /needs a field/],
    ['no bound', COUNT.replace('gte: 10', ''), /needs a bound/],
    ['an alias for a stranger', `${COUNT}; aliases: { ip: { other: src_ip } }`, /other, which is not counted/],
    ['a timespan, though temporal', 'type: temporal; rules: [failed_login]; timespan: soon', /no timespan/],
  ])('say first what is wrong by Sigma itself: %s', (_, body, reason) => {
    expect(read(BASE, correlation(body)).refused).toMatchObject([{ reason: expect.stringMatching(reason) as string }]);
  });

  it('are refused when they refer to themselves, over others too, and when they count correlations', () => {
    const named = (name: string, rules: string): string =>
      correlation(COUNT.replace('failed_login', rules), `title: ${name}\nname: ${name}\nid: ${name}`);
    const set = read(
      BASE,
      named('self', 'self'),
      named('a', 'b'),
      named('b', 'a'),
      named('many', 'failed_login'),
      named('more', 'many'),
    );
    expect(set.refused.map(({ rule, reason }) => [rule, reason])).toEqual([
      ['self', 'The correlation refers to itself.'],
      ['a', 'The correlation refers to itself.'],
      ['b', 'The correlation refers to itself.'],
      ['more', 'many is a correlation itself, and chains cannot be run yet.'],
    ]);
    expect(set.correlations.map(({ name }) => name)).toEqual(['many']);
  });

  const corpusFile = corpus('syslog/OpenSSH_2k.correlation.yml');
  (corpusFile ? it : it.skip)('of the syslog corpus load, but for the temporal ones', () => {
    const set = readRules([{ file: 'OpenSSH_2k.correlation.yml', text: readFileSync(corpusFile!, 'utf8') }]);
    expect(set.correlations).toHaveLength(9);
    expect(set.refused.map(({ reason }) => /type (\w+)/.exec(reason)?.[1])).toEqual([
      ...Array<string>(4).fill('temporal_ordered'),
      'temporal',
    ]);
  });
});
