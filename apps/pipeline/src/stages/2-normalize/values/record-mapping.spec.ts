import { RecordMapping } from './record-mapping';

const frame = { zone: 'UTC', receivedAt: Date.parse('2026-11-24T12:00:00Z') };

describe(RecordMapping.name, () => {
  const mapping = new RecordMapping({
    eventTime: '@timestamp',
    'user.login': 'user.name',
    'user.email': 'user.name',
    address: 'source.ip',
    'resources.0.id': 'host.id',
    count: 'source.port',
  });

  it('reads values at their paths in the types of their fields', () => {
    const record = {
      eventTime: '2026-11-24T10:00:00Z',
      user: { login: 'ann' },
      resources: [{ id: 'i-1' }],
      count: '22',
    };
    expect(mapping.read(record, frame)).toEqual({
      '@timestamp': '2026-11-24T10:00:00.000Z',
      'user.name': 'ann',
      'host.id': 'i-1',
      'source.port': 22,
    });
  });

  it('takes the first path that has a fitting value, a dotted key before the path', () => {
    expect(mapping.read({ user: { login: {}, email: 'ann@example.com' } }, frame)).toEqual({
      'user.name': 'ann@example.com',
    });
    expect(mapping.read({ 'user.login': 'bob', user: { login: 'ann' } }, frame)).toEqual({ 'user.name': 'bob' });
  });

  it('gives a host name its own field and leaves alone what does not fit', () => {
    expect(mapping.read({ address: 'ec2.example.com', count: 'many', eventTime: null }, frame)).toEqual({
      'source.domain': 'ec2.example.com',
    });
  });

  it('notes what does not fit when somebody wants to know', () => {
    const notes: string[] = [];
    mapping.read({ address: 'web.example', count: [], eventTime: {}, user: { login: {} } }, frame, notes);
    expect(notes).toEqual([
      '"eventTime" does not fit @timestamp; kept in details',
      '"address" does not fit source.ip; kept in source.domain',
    ]);
  });

  it('writes hardware addresses in one form', () => {
    const devices = new RecordMapping({ mac: 'source.mac', macs: 'host.mac' });
    const record = { mac: '00:00:5e:00:53:01', macs: ['0000.5e00.5302', 'none'] };
    expect(devices.read(record, frame)).toEqual({
      'source.mac': '00-00-5E-00-53-01',
      'host.mac': ['00-00-5E-00-53-02', 'none'],
    });
  });

  it('does not take what a record inherits for its own', () => {
    expect(new RecordMapping({ 'constructor.name': 'user.name' }).read({}, frame)).toEqual({});
  });

  it('refuses a table with a field nobody knows', () => {
    expect(() => new RecordMapping({ a: 'no.such.field' })).toThrow('no.such.field is not a field of the event model');
  });
});
