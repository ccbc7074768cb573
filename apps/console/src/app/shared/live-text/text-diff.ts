/** One line of a comparison. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Comparing more than this many pairs of lines takes too long; then the whole middle is shown as changed. */
const MOST_PAIRS = 1_000_000;
/** Same lines shown before and after what changed. */
const AROUND = 2;

/** What turns one text into another, line by line; same lines far from any change are left out, with a `…` for them. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [one, other] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  const shortest = Math.min(one.length, other.length);
  while (end < shortest - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const middle = between(one.slice(start, one.length - end), other.slice(start, other.length - end));
  if (middle.length === 0) return [];
  const same = (lines: readonly string[]): DiffLine[] => lines.map((text) => ({ kind: 'same', text }));
  return shortened([...same(one.slice(0, start)), ...middle, ...same(one.slice(one.length - end))]);
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n');
}

function between(one: readonly string[], other: readonly string[]): DiffLine[] {
  const removed = (text: string): DiffLine => ({ kind: 'removed', text });
  const added = (text: string): DiffLine => ({ kind: 'added', text });
  if (one.length * other.length > MOST_PAIRS) return [...one.map(removed), ...other.map(added)];
  const common = commonLengths(one, other);
  const lines: DiffLine[] = [];
  let [a, b] = [0, 0];
  while (a < one.length || b < other.length) {
    const [left, right] = [one[a], other[b]];
    if (left !== undefined && left === right) {
      lines.push({ kind: 'same', text: left });
      a += 1;
      b += 1;
    } else if (left !== undefined && (right === undefined || at(common, a + 1, b) >= at(common, a, b + 1))) {
      lines.push(removed(left));
      a += 1;
    } else {
      lines.push(added(right ?? ''));
      b += 1;
    }
  }
  return lines;
}

/** How many lines the ends of both have in common, from every pair of places. */
function commonLengths(one: readonly string[], other: readonly string[]): Uint32Array[] {
  const rows = Array.from({ length: one.length + 1 }, () => new Uint32Array(other.length + 1));
  for (let a = one.length - 1; a >= 0; a -= 1)
    for (let b = other.length - 1; b >= 0; b -= 1)
      rows[a]![b] = one[a] === other[b] ? at(rows, a + 1, b + 1) + 1 : Math.max(at(rows, a + 1, b), at(rows, a, b + 1));
  return rows;
}

function at(rows: readonly Uint32Array[], a: number, b: number): number {
  return rows[a]?.[b] ?? 0;
}

function shortened(lines: readonly DiffLine[]): DiffLine[] {
  const isNear = (index: number): boolean =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ kind }) => kind !== 'same');
  const shown: DiffLine[] = [];
  let isLeftOut = false;
  for (const [index, line] of lines.entries()) {
    if (isNear(index)) shown.push(line);
    else if (!isLeftOut) shown.push({ kind: 'same', text: '…' });
    isLeftOut = !isNear(index);
  }
  return shown;
}
