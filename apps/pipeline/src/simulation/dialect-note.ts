import { READ_DIALECTS } from '@tocsin/framing';

/** A dialect of a shipper's own is fine; one that was mistyped would change the result unseen. */
export function dialectNote(dialect: string | undefined): string {
  if (dialect === undefined || READ_DIALECTS.includes(dialect)) return '';
  const known = READ_DIALECTS.join(', ');
  return `tocsin: dialect "${dialect}" does not say how lines are read: they are read as without one. Those that do: ${known}.\n`;
}
