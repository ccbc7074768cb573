import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** As apps/api/src/http/problem.ts tells them. */
const STATUS: Readonly<Record<string, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 412,
  too_large: 413,
  unconditional: 428,
  too_many: 429,
  unavailable: 503,
};
/** A class of its own, and a problem in a few words. */
const FORMS = [
  /readonly code = '(?<code>[a-z_]+\.[a-z_]+)';\s+readonly kind(?:: \w+)? = '(?<kind>[a-z_]+)';/g,
  /PlainProblem\(\s*'(?<kind>[a-z_]+)',\s*'(?<code>[a-z_]+\.[a-z_]+)'/g,
  /\b(?<kind>unavailable)\('(?<code>[a-z_]+\.[a-z_]+)'/g,
];

/** Every code of a problem that stands in the sources of these folders, with its status. */
export function problemCodesPage(folders: readonly string[]): string {
  const found = new Map<string, Set<number>>();
  for (const text of folders.flatMap(sourcesIn))
    for (const { groups } of FORMS.flatMap((form) => [...text.matchAll(form)])) {
      const { code = '', kind = '' } = groups ?? {};
      const status = STATUS[kind];
      if (status !== undefined) found.set(code, (found.get(code) ?? new Set()).add(status));
    }
  const rows = [...found]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, statuses]): [string, string] => [`\`${code}\``, [...statuses].sort().join(', ')]);
  const [width, rest] = [0, 1].map((column) => Math.max(6, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (first: string, second: string): string =>
    `| ${first.padEnd(width ?? 0)} | ${second.padEnd(rest ?? 0)} |`;
  return `# Codes of problems

This page is made from the code by \`npm run generate\`. What a problem looks like stands in [the REST API](api.md#the-rest-api). Besides these, \`http.404\` and
its like tell what is no fact of ours, and \`internal\` (500) a mistake on our side. A conflict is told as 412 when the request has \`If-Match\`.

${line('Code', 'Status')}
${line('-'.repeat(width ?? 0), '-'.repeat(rest ?? 0))}
${rows.map(([code, statuses]) => line(code, statuses)).join('\n')}
`;
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(?!.*spec).*\.ts$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
