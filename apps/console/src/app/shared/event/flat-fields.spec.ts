import { flatFields } from './flat-fields';

describe('the fields of an event', () => {
  it('come by name, time and message first, nested ones with dots', () => {
    const event = {
      'user.name': 'root',
      message: 'm',
      '@timestamp': 't',
      tags: ['one'],
      details: { a: { b: 1 }, list: ['x', 2, null] },
    };
    expect(flatFields(event)).toEqual([
      { name: '@timestamp', value: 't' },
      { name: 'message', value: 'm' },
      { name: 'details.a.b', value: '1' },
      { name: 'details.list', value: 'x, 2, null', isMany: true },

      { name: 'tags', value: 'one' },
      { name: 'user.name', value: 'root' },
    ]);
  });

  it('do not follow nesting without end', () => {
    let deep: unknown = 'bottom';
    for (let level = 0; level < 50; level += 1) deep = { n: deep };
    const [field] = flatFields({ details: deep });
    expect(field?.name).toBe('details.n.n.n.n.n.n.n');
    expect(field?.value).toContain('bottom');
  });
});
