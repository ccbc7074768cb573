import type { SecurityEvent } from '@tocsin/event-model';
import { Drop } from '@tocsin/plugin-kit';
import { describeNormalizerContract } from '@tocsin/plugin-kit/testing';

import { FixNormalizer } from './fix.normalizer';
import { fixOptionsSchema } from './fix.options';

const context = {
  source: 'branch',
  dialect: 'json',
  zone: 'UTC',
  receivedAt: Date.parse('2026-11-24T12:00:00Z'),
  record: {},
};

function anEvent(patch: Partial<SecurityEvent> = {}): SecurityEvent {
  return { '@timestamp': '2026-11-24T10:00:00.000Z', message: 'm', ...patch };
}

const withRules = (...rules: object[]) =>
  fixOptionsSchema.parse({ rules: rules.map((rule, n) => ({ name: `rule-${n}`, ...rule })) });

function fix(event: Partial<SecurityEvent>, ...rules: object[]) {
  return new FixNormalizer().normalize(anEvent(event), withRules(...rules), context);
}

const problems = (...rules: object[]) =>
  fixOptionsSchema.safeParse({ rules }).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe(FixNormalizer.name, () => {
  describeNormalizerContract({
    normalizer: new FixNormalizer(),
    options: withRules(
      { then: [{ rename: { from: 'details.usr', to: 'user.name' } }, { lower: 'user.name' }, { trim: 'message' }] },
      { where: 'source.port > 1000', then: [{ cast: { field: 'details.x', to: 'integer' } }, { remove: 'host.name' }] },
      {
        then: [
          { split: { field: 'tags', separator: ',' } },
          { replace: { field: 'message', pattern: 'a+', with: 'b' } },
        ],
      },
    ),
    event: anEvent({ details: { usr: 'ANN', x: '7' }, 'source.port': 2000, 'host.name': 'h' }),
    context,
  });

  it.each<[string, Partial<SecurityEvent>, object[], object]>([
    [
      'renames',
      { details: { usr: 'ann', a: 1 } },
      [{ rename: { from: 'details.usr', to: 'user.name' } }],
      { 'user.name': 'ann', details: { a: 1 } },
    ],
    [
      'renames the last of the details',
      { details: { usr: 'ann' } },
      [{ rename: { from: 'details.usr', to: 'user.name' } }],
      { 'user.name': 'ann', details: null },
    ],
    ['says nothing of what is right already', { 'user.name': 'ann' }, [{ lower: 'user.name' }], {}],
    [
      'renames below',
      { details: { a: { b: 'x', c: 1 } } },
      [{ rename: { from: 'details.a.b', to: 'user.name' } }],
      { 'user.name': 'x', details: { a: { c: 1 } } },
    ],
    [
      'copies',
      { 'user.name': 'ann' },
      [{ copy: { from: 'user.name', to: 'user.target.name' } }],
      { 'user.target.name': 'ann' },
    ],
    ['makes lower', { 'host.name': 'WEB' }, [{ lower: 'host.name' }], { 'host.name': 'web' }],
    ['makes upper', { tags: ['a', 'b'] }, [{ upper: 'tags' }], { tags: ['A', 'B'] }],
    ['trims', { message: ' m ' }, [{ trim: 'message' }], { message: 'm' }],
    [
      'splits',
      { details: { ips: 'a, b,,c' } },
      [{ split: { field: 'details.ips', separator: ',' } }],
      { details: { ips: ['a', 'b', 'c'] } },
    ],
    ['casts', { details: { n: '7' } }, [{ cast: { field: 'details.n', to: 'integer' } }], { details: { n: 7 } }],
    ['sets', {}, [{ set: { field: 'source.port', value: '22' } }], { 'source.port': 22 }],
    ['removes', { 'host.name': 'h' }, [{ remove: 'host.name' }], { 'host.name': null }],
    [
      'replaces',
      { message: 'pass=x y' },
      [{ replace: { field: 'message', pattern: 'pass=\\S+', with: 'pass=…' } }],
      { message: 'pass=… y' },
    ],
    [
      'lets later steps see earlier ones',
      { details: { u: 'ANN' } },
      [{ copy: { from: 'details.u', to: 'user.name' } }, { lower: 'user.name' }],
      { 'user.name': 'ann' },
    ],
  ])('%s', (_, event, then, patch) => {
    expect(fix(event, { then })).toEqual(patch);
  });

  it('leaves alone what does not fit, with a note', () => {
    expect(fix({ details: { a: 'nowhere' } }, { then: [{ rename: { from: 'details.a', to: 'source.ip' } }] })).toEqual({
      'tocsin.notes': ['Rule rule-0 of fix: its value does not fit source.ip; left as it is'],
    });
    expect(fix({ details: { a: 'x' } }, { then: [{ cast: { field: 'details.a', to: 'number' } }] })).toEqual({
      'tocsin.notes': ['Rule rule-0 of fix: details.a is no number; left as it is'],
    });
  });

  it('tries a rule on the events of its query and source, as earlier rules have made them', () => {
    const rules = [
      { source: 'other', then: [{ set: { field: 'user.name', value: 'wrong' } }] },
      { then: [{ set: { field: 'host.name', value: 'web1' } }] },
      { where: 'host.name:web1 AND NOT user.name:*', then: [{ set: { field: 'user.name', value: 'nobody' } }] },
    ];
    expect(fix({}, ...rules)).toEqual({ 'host.name': 'web1', 'user.name': 'nobody' });
    expect(fix({ 'user.name': 'ann' }, ...rules)).toEqual({ 'host.name': 'web1' });
  });

  it('drops by the name of the rule', () => {
    const dropped = fix(
      { message: 'heartbeat' },
      { name: 'heartbeats', where: 'message:heartbeat', then: [{ drop: true }] },
    );
    expect(dropped).toEqual(new Drop('heartbeats'));
    expect(fix({}, { name: 'heartbeats', where: 'message:heartbeat', then: [{ drop: true }] })).toEqual({});
  });

  it('refuses at start what it could not do, and says where', () => {
    const then = [{ lower: 'user.name' }];
    expect(problems({ name: 'Bad Name', then })).toEqual([expect.stringContaining('rules.0.name: a rule is named')]);
    expect(problems({ name: 'a', where: 'user.name:(', then })).toEqual([
      expect.stringMatching(/^rules\.0\.where: .*character \d+/),
    ]);
    expect(problems({ name: 'a', then }, { name: 'a', then })).toEqual([expect.stringContaining('rules: two rules')]);
    expect(problems({ name: 'a', then: [{ lower: 'user.nmae' }] }).join()).toContain('user.nmae is neither a field');
    expect(problems({ name: 'a', then: [{ set: { field: 'tocsin.batch', value: 'x' } }] })).not.toEqual([]);
    expect(problems({ name: 'a', then: [{ remove: '@timestamp' }] }).join()).toContain('every event has it');
    expect(problems({ name: 'a', then: [{ replace: { field: 'message', pattern: '(', with: '' } }] }).join()).toContain(
      'missing',
    );
    expect(problems({ name: 'a', then: [{ rise: 'message' }] })).not.toEqual([]);
  });
});
