/** Names of units and how many of the smallest each is, largest first. */
type Units = readonly (readonly [name: string, size: number])[];

export const DURATIONS: Units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
];

export const SIZES: Units = [
  ['GiB', 1024 ** 3],
  ['MiB', 1024 ** 2],
  ['KiB', 1024],
  ['B', 1],
];

/** In the largest unit that says it exactly: `90 s`, `15 min`, `64 MiB`. */
export function quantityText(value: number, units: Units): string {
  const [name, size] = units.find(([, size]) => value % size === 0) ?? ['', 1];
  return `${value / size} ${name}`;
}

/** Reads what {@link quantityText} writes, blanks and case aside; `undefined` when it is something else. */
export function readQuantity(text: string, units: Units): number | undefined {
  const [, digits = '', typed = ''] = /^\s*(\d{1,10})\s*([a-z]+)\s*$/i.exec(text) ?? [];
  const unit = units.find(([name]) => name.toLowerCase() === typed.toLowerCase());
  return unit === undefined ? undefined : Number(digits) * unit[1];
}
