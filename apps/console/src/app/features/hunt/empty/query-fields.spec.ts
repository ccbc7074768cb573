import { queryFields } from './query-fields';

describe('the fields of a query', () => {
  it.each([
    ['', []],
    ['failed "user.name:x"', []],
    ['user.name:root AND NOT (source.ip:10.0.0.0/8 OR -a.b:"c:d")', ['user.name', 'source.ip', 'a.b']],
    ['source.port>=1024 source.port <2000', ['source.port']],
    ['@timestamp:[now-7d TO now]', ['@timestamp']],
  ])('of %j are %j', (query, fields) => expect(queryFields(query)).toEqual(fields));
});
