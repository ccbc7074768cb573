import { parseBulkAction } from './bulk-action';

const action = (text: string) => parseBulkAction(Buffer.from(text));

describe(parseBulkAction.name, () => {
  it('reads operation, index and id', () => {
    expect(action('{"index":{}}')).toEqual({ operation: 'index' });
    expect(action('{ "create" : { "_index" : "logs", "_id" : "a/b" } }')).toEqual({
      operation: 'create',
      index: 'logs',
      id: 'a/b',
    });
    expect(action('{"update":{"_id":7,"retry_on_conflict":3}}')).toEqual({ operation: 'update', id: '7' });
    expect(action('{"delete":{"_id":""}}')).toEqual({ operation: 'delete' });
  });

  it.each([
    '',
    'x',
    'null',
    '[]',
    '{}',
    '{"index":null}',
    '{"index":[]}',
    '{"index":{},"create":{}}',
    '{"message":{}}',
    '{"__proto__":{}}',
    '{"constructor":{}}',
    '{"index":"events"}',
  ])('finds none in %s', (text) => expect(action(text)).toBeUndefined());
});
