const PAIR = /\s*([\w.:-]+|"(?:[^"\\]|\\.)*")\s*=\s*("(?:[^"\\]|\\.)*"|`[^`]*`)\s*(,|$)/y;

/** `{job="varlogs", host="web-1"}` as names and values. A text that is no such list is kept whole, under `labels`. */
export function readLabels(text: string): Readonly<Record<string, string>> {
  const [, inside] = /^\s*\{(.*)\}\s*$/s.exec(text) ?? [];
  const labels = inside === undefined ? undefined : pairsOf(inside.trim());
  return labels ?? { labels: text };
}

function pairsOf(text: string): Record<string, string> | undefined {
  const pairs: [string, string][] = [];
  PAIR.lastIndex = 0;
  while (PAIR.lastIndex < text.length) {
    const [, name, value] = PAIR.exec(text) ?? [];
    if (name === undefined || value === undefined) return undefined;
    pairs.push([unquoted(name), unquoted(value)]);
  }
  return Object.fromEntries(pairs);
}

/** Go's escapes are JSON's and a few more; a text with one of those is kept as it is written. */
function unquoted(text: string): string {
  if (!text.startsWith('"')) return text.startsWith('`') ? text.slice(1, -1) : text;
  try {
    return JSON.parse(text) as string;
  } catch {
    return text.slice(1, -1);
  }
}
