import { z } from 'zod';

/** RFC 3339 in UTC, as every time on the wire. */
export const timeSchema = z.iso.datetime().describe('RFC 3339, UTC.');

/** A time a caller gives; any offset is understood. */
export const givenTimeSchema = z.iso.datetime({ offset: true }).describe('RFC 3339.');

/** One line of text a person typed: trimmed, not empty, no control characters. */
export function lineSchema(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(/^\P{Cc}*$/u, 'must be one line without control characters');
}

/** As {@link lineSchema}, and may be empty or left out. */
export function optionalLineSchema(maxLength: number) {
  return z
    .string()
    .trim()
    .max(maxLength)
    .regex(/^\P{Cc}*$/u, 'must be one line without control characters')
    .default('');
}

/** A name machines use too: it stands in paths, logs and configuration. */
export const nameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'must be 1 to 63 lower-case letters, digits, ".", "_" or "-"');

/** Where the next page starts, as a former answer gave it. */
export const cursorSchema = z.string().min(1).max(1_024).describe('`nextCursor` of the page before.');

/** Rows of a page. */
export function limitSchema(fallback: number, max: number) {
  return z.coerce.number().int().min(1).max(max).default(fallback).describe('Rows of a page.');
}

/** What a page says of its successor. */
export const nextCursorSchema = z.string().nullable().describe('Give it back as `cursor`; null on the last page.');
