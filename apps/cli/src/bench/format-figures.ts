/** One figure a line. */
export function formatFigures(figures: Readonly<Record<string, number>>): string {
  return Object.entries(figures)
    .map(([name, value]) => `  ${name.padEnd(22)} ${value.toLocaleString('en')}`)
    .join('\n');
}
