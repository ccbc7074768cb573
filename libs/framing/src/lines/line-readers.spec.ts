import { lineReader } from './line-readers';

const MAX_DEPTH = 32;

/** The events a dialect finds in a line, parsed; the reason in place of one that is none. */
function read(dialect: string | undefined, line: string): unknown[] {
  const found = lineReader(dialect, MAX_DEPTH).read(Buffer.from(line));
  return found.map(({ line: event, fault }) => fault?.code ?? (JSON.parse(event.toString()) as unknown));
}

describe(lineReader.name, () => {
  it.each(['json', 'custom', 'gelf', undefined])(
    'takes an object and each element of an array for events (%s)',
    (dialect) => {
      expect(read(dialect, '{"a":1}')).toEqual([{ a: 1 }]);
      expect(read(dialect, '[{"a":1},{"a":2}]')).toEqual([{ a: 1 }, { a: 2 }]);
    },
  );

  it('finds a fault in text where only JSON can be sent, and an event where nothing is known', () => {
    expect(read('json', 'Nov 26 08:00:01 web-1 sshd[7]: hello')).toEqual(['parse.json']);
    expect(read(undefined, 'Nov 26 08:00:01 web-1 sshd[7]: hello')).toEqual([
      { message: 'Nov 26 08:00:01 web-1 sshd[7]: hello' },
    ]);
    expect(read('nobody_knows', 'hello')).toEqual([{ message: 'hello' }]);
  });

  it('takes a time in brackets for text, and a broken object for a broken object', () => {
    const line = '[Thu Nov 26 08:00:01 2026] [notice] started';
    expect(read(undefined, line)).toEqual([{ message: line }]);
    expect(read(undefined, '{"a":')).toEqual(['parse.json']);
    expect(read(undefined, '[{"a":1},{"a"')).toEqual(['body.malformed']);
  });

  it('takes whatever a syslog listener hears for text', () => {
    expect(read('syslog', '{"a":1}')).toEqual([{ message: '{"a":1}' }]);
  });

  it('reads the envelopes of HEC, several in a line, and its raw lines', () => {
    expect(read('splunk_hec', '{"event":"one","host":"web-1"} {"event":{"a":1}}{"host":"web-1"}')).toEqual([
      { message: 'one', host: 'web-1' },
      { details: { a: 1 } },
      'hec.event_required',
    ]);
    expect(read('splunk_hec', 'text')).toEqual([{ message: 'text' }]);
    expect(read('splunk_hec', '{"event":"one"} {"event"')).toEqual([{ message: 'one' }, 'parse.json']);
  });

  it('reads each record of an OTLP request and each entry of a Loki push', () => {
    const records = [{ body: { stringValue: 'one' } }, { body: { stringValue: 'two' } }];
    const request = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: records }] }] });
    expect(read('otlp', request)).toEqual([{ message: 'one' }, { message: 'two' }]);
    expect(read('loki', '{"streams":[{"stream":{"job":"a"},"values":[["0","one"],["0","two"],[7]]}]}')).toMatchObject([
      { summary: 'one' },
      { summary: 'two' },
      'loki.entry',
    ]);
  });

  it('says of an envelope without events, and of none at all, that there is nothing', () => {
    expect(read('otlp', '{"resourceLogs":[]}')).toEqual(['body.empty']);
    expect(read('loki', '{"a":1}')).toEqual(['body.malformed']);
    expect(read('json', '[]')).toEqual(['body.empty']);
  });

  it('pairs the actions of a bulk with their documents', () => {
    const reader = lineReader('elasticsearch_bulk', MAX_DEPTH);
    const next = (line: string) => reader.read(Buffer.from(line));
    expect(next('{"index":{"_id":"7"}}')).toEqual([]);
    expect(next('{"a":1}')).toEqual([{ line: Buffer.from('{"a":1}'), fault: undefined, id: '7' }]);
    expect(next('{"a":2}')).toMatchObject([{ line: Buffer.from('{"a":2}') }]);
    expect(next('{"delete":{"_id":"7"}}')).toMatchObject([{ fault: { code: 'bulk.refused' } }]);
    expect(next('{"update":{"_id":"7"}}')).toEqual([]);
    expect(next('{"doc":{"a":3}}')).toMatchObject([{ line: Buffer.from('{"a":3}') }]);
    expect(reader.end()).toEqual([]);
    expect(next('{"create":{}}')).toEqual([]);
    expect(reader.end()).toMatchObject([{ line: Buffer.from('{"create":{}}'), fault: { code: 'bulk.refused' } }]);
  });
});
