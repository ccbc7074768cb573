import { htmlOf, markdownOf } from './report-writers';

const HOSTILE = '<img src=x onerror=alert(1)> ![x](http://evil.example/p) | a\n# b *c* `d` www.evil.example';
const REPORT = {
  title: HOSTILE,
  sections: [
    {
      heading: 'Summary',
      blocks: [
        { kind: 'text' as const, text: `- one\n1. two\n${HOSTILE}` },
        { kind: 'table' as const, head: ['Value', 'Note'], rows: [[HOSTILE, 'ok']] },
      ],
    },
  ],
};

describe('a report', () => {
  it('as Markdown holds the words of others as words: no markup, no HTML, no image, no link', () => {
    const text = markdownOf(REPORT);
    expect(text).not.toMatch(/<img|!\[|http:\/\/|www\.evil|\n# b|\n- one|\n1\. two/);
    expect(text).toContain('\\- one  \n1\\. two');
  });

  it('as Markdown keeps a row of a table in one line with its cells', () => {
    const row = markdownOf(REPORT).trimEnd().split('\n').at(-1) ?? '';
    expect(row.split(/(?<!\\)\|/)).toHaveLength(4);
    expect(row).toContain('| ok |');
  });

  it('shows what could not be seen, or would turn the words around it', () => {
    const block = { kind: 'text' as const, text: 'invoice\u202Efdp.exe\u200b\u001b[31m\r\nnext' };
    const report = { title: 'x', sections: [{ heading: 'y', blocks: [block] }] };
    expect(htmlOf(report)).toContain('invoice⟦U+202E⟧fdp.exe⟦U+200B⟧⟦U+001B⟧[31m<br>\nnext');
    expect(markdownOf(report)).toContain('invoice⟦U+202E⟧fdp.exe⟦U+200B⟧⟦U+001B⟧');
  });

  it('as HTML has none but its own elements', () => {
    const tags = new Set([...htmlOf(REPORT).matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag));
    expect(tags).not.toContain('img');
    expect(htmlOf(REPORT)).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });
});
