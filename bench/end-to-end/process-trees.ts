import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second on every Linux there is. */
const MICROSECONDS_PER_TICK = 10_000;
const PAGE_MIB = 4_096 / 1024 ** 2;

interface Process {
  readonly id: number;
  readonly parent: number;
  readonly ticks: number;
  readonly pages: number;
}

/** Named processes, each with all that descend from it. */
export function processTrees(roots: Readonly<Record<string, number>>) {
  const sums = (of: (process: Process) => number): Record<string, number> => {
    const all = processes();
    return Object.fromEntries(Object.entries(roots).map(([name, root]) => [name, sumOf(all, root, of)]));
  };
  return {
    /** CPU in µs since their start; of children that ended as far as their parents waited for them. */
    cpu: () => sums(({ ticks }) => ticks * MICROSECONDS_PER_TICK),
    residentMiB: () => {
      const pages = sums((one) => one.pages * PAGE_MIB);
      return Object.fromEntries(Object.entries(pages).map(([name, size]) => [name, Math.round(size)]));
    },
  };
}

function sumOf(all: readonly Process[], root: number, of: (process: Process) => number): number {
  const members = new Set([root]);
  for (let grown = true; grown;) {
    grown = false;
    for (const { id, parent } of all)
      if (members.has(parent) && !members.has(id)) {
        members.add(id);
        grown = true;
      }
  }
  return all.filter(({ id }) => members.has(id)).reduce((sum, one) => sum + of(one), 0);
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => processOf(Number(name)) ?? []);
}

/** See proc(5): the name in brackets may contain blanks, so fields are counted from behind it. */
function processOf(id: number): Process | undefined {
  try {
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const [parent, pages] = [Number(fields[1]), Number(fields[21])];
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
    return { id, parent, ticks, pages };
  } catch {
    // It ended in the meantime.
    return undefined;
  }
}
