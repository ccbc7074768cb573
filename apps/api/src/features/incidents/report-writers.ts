import type { Report, ReportBlock } from './incident-report';
import { withSigns } from './unseen-signs';

/** Markdown in which the words of others stay words: nothing in them is markup, HTML, an image or a link. */
export function markdownOf({ title, sections }: Report): string {
  const parts = sections.map(({ heading, blocks }) => `## ${heading}\n\n${blocks.map(markdownBlock).join('\n\n')}`);
  return [`# ${plain(title)}`, ...parts].join('\n\n') + '\n';
}

/** A page of its own without scripts, styles and addresses to load, fit to be printed. */
export function htmlOf({ title, sections }: Report): string {
  const parts = sections.map(
    ({ heading, blocks }) => `<h2>${escaped(heading)}</h2>\n${blocks.map(htmlBlock).join('\n')}`,
  );
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body>
<h1>${escaped(title)}</h1>
${parts.join('\n')}
</body>
</html>
`;
}

function markdownBlock(block: ReportBlock): string {
  if (block.kind === 'text') return block.text.split(/\r?\n/).map(plain).join('  \n');
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => plain(cell)).join(' | ')} |`;
  const rule = `| ${block.head.map(() => '---').join(' | ')} |`;
  return [line(block.head), rule, ...block.rows.map(line)].join('\n');
}

/** Every sign that Markdown could take for more than itself is escaped; bare addresses are broken, so that nothing links them. */
function plain(text: string): string {
  return withSigns(text)
    .replaceAll(/[\r\n\t]+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_{}[\]()#!|~>]/g, String.raw`\$&`)
    .replaceAll('://', String.raw`\://`)
    .replaceAll('@', '&#64;')
    .replaceAll(/www\./gi, (found) => `${found.slice(0, -1)}&#46;`)
    .replace(/^(\s*)([-+=]|\d+(?=\.))/, (_found, space: string, sign: string) =>
      /\d/.test(sign) ? `${space}${sign}\\` : `${space}\\${sign}`,
    );
}

function htmlBlock(block: ReportBlock): string {
  if (block.kind === 'text') return `<p>${escaped(block.text).replaceAll(/\r?\n/g, '<br>\n')}</p>`;
  const line = (cells: readonly string[], tag: 'td' | 'th'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  const rows = block.rows.map((row) => line(row, 'td')).join('\n');
  return `<table border="1">\n<thead>${line(block.head, 'th')}</thead>\n<tbody>\n${rows}\n</tbody>\n</table>`;
}

function escaped(text: string): string {
  return withSigns(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
