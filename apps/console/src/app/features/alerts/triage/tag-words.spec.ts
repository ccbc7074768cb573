import { readTags } from './tag-words';

describe('tags as they are typed', () => {
  it.each([
    ['scan', { add: ['scan'], remove: [] }],
    [' Scan,office -unclear +scan ', { add: ['scan', 'office'], remove: ['unclear'] }],
    ['-scan scan', { add: [], remove: ['scan'] }],
  ])('%j are %j', (typed, wish) => expect(readTags(typed)).toEqual(wish));

  it.each(['', '  , ', 'Ümlaut', '--x', 'a'.repeat(33)])('%j are none', (typed) => {
    expect(readTags(typed)).toHaveProperty('trouble');
  });
});
