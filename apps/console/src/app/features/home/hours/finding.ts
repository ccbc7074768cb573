import type { AlertHours } from '@tocsin/api-contract';

type Hour = AlertHours['hours'][number];

/** What the chart shows, in a sentence. */
export function findingOf(hours: readonly Hour[]): string {
  const total = hours.reduce((sum, { count }) => sum + count, 0);
  const said = `${counted(total, 'alert')} in ${counted(hours.length, 'hour')}`;
  const known = hours.filter(({ usual }) => usual !== null);
  if (known.length === 0) return `${said}; what is usual is not known yet.`;
  const above = known.filter(({ count, usual }) => usual !== null && count > usual.high).length;
  const below = known.filter(({ count, usual }) => usual !== null && count < usual.low).length;
  if (above + below === 0) return `${said}, all as usual.`;
  const unusual = [above > 0 ? `${above} above` : '', below > 0 ? `${below} below` : ''].filter((text) => text !== '');
  return `${said}, ${unusual.join(' and ')} the usual.`;
}

function counted(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}
