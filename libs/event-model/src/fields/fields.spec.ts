import { FIELDS, fieldSpec } from '.';

const NAMES = FIELDS.map(({ name }) => name);

describe('the fields of the event model', () => {
  it('are each named once, in alphabetical order', () => {
    expect(NAMES).toEqual([...new Set(NAMES)].sort());
  });

  it('are in lower case, as keys of records are compared', () => {
    expect(NAMES.filter((name) => !/^@?[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*$/.test(name))).toEqual([]);
  });

  it('never hold a value where others hold what is below it', () => {
    const branches = new Set(NAMES.flatMap(branchesOf));
    expect(NAMES.filter((name) => branches.has(name))).toEqual([]);
  });

  // A rule's own `Image` or a shipper's `file` must not be taken for a field of ours.
  it('stand in a group, but for the few that every event has', () => {
    expect(NAMES.filter((name) => !name.includes('.'))).toEqual(['@timestamp', 'details', 'message', 'tags']);
  });

  it('are described in a sentence', () => {
    expect(FIELDS.filter(({ description }) => !/^\S.*(?:\.|…)$/.test(description))).toEqual([]);
  });

  it.each([
    ['event.duration', 'long'],
    ['event.risk_score', 'double'],
    ['event.start', 'date'],
    ['dns.resolved_ip', 'ip'],
    ['client.geo.location', 'geo_point'],
    ['server.user.name', 'keyword'],
    ['process.parent.hash.sha256', 'keyword'],
    ['tls.established', 'boolean'],
    ['tocsin.previous_attacker', 'boolean'],
    ['details', 'flattened'],
  ])('%s is of type %s', (name, type) => {
    expect(fieldSpec(name)?.type).toBe(type);
  });

  it('are none of ours under any other name', () => {
    expect(fieldSpec('user')).toBeUndefined();
    expect(fieldSpec('constructor')).toBeUndefined();
  });
});

/** `source` and `source.geo` of `source.geo.name`. */
function branchesOf(name: string): string[] {
  const parts = name.split('.');
  return parts.slice(1).map((_, depth) => parts.slice(0, depth + 1).join('.'));
}
