import type { TemplateTask } from '@tocsin/api-contract';

const DUE = /\s*\(due (\d{1,6}) (min|h|d)\)\s*$/;
const MINUTES = { min: 1, h: 60, d: 1_440 } as const;

/** Tasks as one writes them: one a line, `(due 2 h)` at its end, and below it its points, each after a hyphen. */
export function tasksOf(text: string): TemplateTask[] {
  const tasks: { title: string; dueInMinutes: number | null; checklist: string[] }[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    const point = /^[-–•]\s*(.*)$/.exec(line)?.[1];
    if (point !== undefined && tasks.length > 0) {
      if (point !== '') tasks.at(-1)?.checklist.push(point);
    } else if (line !== '') tasks.push({ ...titleOf(point ?? line), checklist: [] });
  }
  return tasks;
}

function titleOf(line: string): { title: string; dueInMinutes: number | null } {
  const [end = '', count, unit] = DUE.exec(line) ?? [];
  const dueInMinutes = count === undefined ? null : Number(count) * MINUTES[unit as keyof typeof MINUTES];
  return { title: line.slice(0, line.length - end.length), dueInMinutes };
}

/** What {@link tasksOf} reads. */
export function textOfTasks(tasks: readonly TemplateTask[]): string {
  return tasks
    .map(({ title, dueInMinutes, checklist }) => {
      const due = dueInMinutes === null ? '' : ` (due ${dueText(dueInMinutes)})`;
      return [title + due, ...checklist.map((point) => `- ${point}`)].join('\n');
    })
    .join('\n');
}

function dueText(minutes: number): string {
  if (minutes % MINUTES.d === 0) return `${minutes / MINUTES.d} d`;
  return minutes % MINUTES.h === 0 ? `${minutes / MINUTES.h} h` : `${minutes} min`;
}
