import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second on every Linux there is. */
const MICROSECONDS_PER_TICK = 10_000;

/** CPU a process and its children that still run have used, in µs. */
export function cpuMicroseconds(pid: number): number {
  const children = processIds().filter((id) => statOf(id)?.parent === pid);
  return [pid, ...children].reduce((sum, id) => sum + (statOf(id)?.ticks ?? 0), 0) * MICROSECONDS_PER_TICK;
}

function processIds(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** See proc(5): the name in brackets may contain blanks, so fields are counted from behind it. */
function statOf(pid: number): { readonly parent: number; readonly ticks: number } | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    // It ended in the meantime.
    return undefined;
  }
}
