import type { BlockExportList } from '@tocsin/api-contract';

/** What a fetch gives now, in words, a line for each kind that the list has something of. */
export function servedWords(served: BlockExportList['served']): string[] {
  return (['addresses', 'domains'] as const).flatMap((kind) => {
    const { lines, guarded, leftOut } = served[kind];
    if (lines + guarded + leftOut === 0) return [];
    const parts = [
      `${lines.toLocaleString('en')} ${lines === 1 ? 'line' : 'lines'} of ${kind} ${lines === 1 ? 'is' : 'are'} served`,
    ];
    if (guarded > 0) parts.push(`${guarded.toLocaleString('en')} left out because an allow list wins`);
    if (leftOut > 0) parts.push(`${leftOut.toLocaleString('en')} left out because there are too many, the oldest`);
    return [`${parts.join('; ')}.`];
  });
}
