/** Colours of a terminal, by what they mean here. */
const CODES = { dim: 2, bold: 1, bad: 31, good: 32, odd: 33, name: 36 } as const;
export type Colour = keyof typeof CODES;
export type Paint = (colour: Colour, text: string) => string;

export const inColour: Paint = (colour, text) => `\u001b[${CODES[colour]}m${text}\u001b[0m`;
export const plain: Paint = (_colour, text) => text;

/** Log text is data: on a terminal, its control characters would be commands. */
export function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

export function shortened(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}
