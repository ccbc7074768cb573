import { isUtf8 } from 'node:buffer';

import { NOT_UTF8, syntaxFault, type LineFault } from '@tocsin/event-model';

/** A number of so many digits, or with an exponent, may not be what a double can hold. What stands in strings only costs time. */
const SUSPECT = /(?:^|[:,[])\s*-?(?:[\d.]{16}|\d[\d.]*[eE])/;

type SourceReviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;
/** The standard library's type does not know the third argument of the reviver yet. */
const parseWithSource = JSON.parse as (text: string, reviver: SourceReviver) => unknown;

/** Reads JSON so that no number loses digits: one that a double does not hold becomes the text that was sent. */
export function readExactly(json: Buffer): { readonly value: unknown } | { readonly fault: LineFault } {
  if (!isUtf8(json)) return { fault: NOT_UTF8 };
  const text = json.toString('utf8');
  try {
    return { value: SUSPECT.test(text) ? parseWithSource(text, exactNumber) : JSON.parse(text) };
  } catch (error) {
    return { fault: syntaxFault(error) };
  }
}

const exactNumber: SourceReviver = (_, value, { source }) =>
  typeof value === 'number' && source !== undefined && !isExact(value) ? source : value;

function isExact(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
}
