import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';

import { queryCompletion } from './query-completion';
import type { QueryHints } from './query-hints';

const SPAN = { from: '2026-11-24T08:00:00.000Z', to: '2026-11-24T12:00:00.000Z' };
const FIELDS = [
  { name: 'user.name', type: 'keyword', description: 'Login name.', share: 0.998 },
  { name: 'source.port', type: 'long', description: 'Port.', share: 0.004 },
  { name: 'host.user', type: 'keyword', description: '', share: 0 },
];

async function complete(text: string, explicit = false) {
  const asked: string[] = [];
  const hints = {
    fields: () => Promise.resolve(FIELDS),
    values: (_span: object, field: string, prefix: string) => {
      asked.push(`${field} ${prefix}`);
      return Promise.resolve([{ value: 'ro ot', count: 1_204 }]);
    },
  } as unknown as QueryHints;
  const context = new CompletionContext(EditorState.create({ doc: text }), text.length, explicit);
  const result = await queryCompletion(hints, () => SPAN)(context);
  return { asked, from: result?.from, options: result?.options.map(({ label, detail }) => `${label} ${detail ?? ''}`) };
}

describe('completion', () => {
  it('tells fields with type and share, those that begin so first', async () => {
    const { options } = await complete('USER');
    expect(options).toEqual(['user.name keyword · 100 %', 'host.user keyword']);
    expect((await complete('source')).options).toEqual(['source.port long · under 1 %']);
  });

  it('tells what joins conditions where one stands before', async () => {
    expect((await complete('a:b A')).options).toContain('AND ');
    expect((await complete('A')).options).not.toContain('AND ');
  });

  it('does not spring up before anything is typed, unless it is asked for', async () => {
    expect((await complete('')).options).toBeUndefined();
    expect((await complete('', true)).options).toHaveLength(3);
  });

  it('tells what may follow a field, then its values as the language writes them', async () => {
    const port = await complete('source.port:');
    expect(port.options?.[0]).toBe('* has the field');
    expect(port.options).toContain('>=100 at least');
    const { asked, options, from } = await complete('x user.name:"ro');
    expect([asked, options, from]).toEqual([['user.name ro'], ['ro ot 1,204'], 12]);
  });
});
