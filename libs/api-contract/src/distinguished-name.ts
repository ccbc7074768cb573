import { z } from 'zod';

const TYPE = /^([A-Za-z][A-Za-z0-9-]*|[0-9]+(\.[0-9]+)+)$/;
/** A value that has no text is told by its bytes. */
const BER = /^#([0-9A-Fa-f]{2})+$/;
const LETTER = /\\([0-9A-Fa-f]{2})|\\(.)|([^\\])/gsu;
/** What must be escaped in a value, and where. */
const SPECIAL = /["+,;<>\\]|^[ #]| $/g;
const MAX_LENGTH = 1_024;

/**
 * A certificate's subject (RFC 4514), brought into one form: whoever writes `cn=web, o=Ex\2C Inc` means the same as
 * `CN=web,O=Ex\, Inc`. Values are compared as they are, letter by letter.
 */
export const distinguishedNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(MAX_LENGTH)
  .regex(/^\P{Cc}*$/u, 'must be one line without control characters')
  .refine((name) => canonicalName(name) !== undefined, 'must be a distinguished name such as CN=web-1,O=Example')
  .overwrite((name) => canonicalName(name) ?? name)
  .describe('Subject as `openssl x509 -noout -subject -nameopt RFC2253` prints it.');

/** The one form of a distinguished name; `undefined` when it is none. */
export function canonicalName(name: string): string | undefined {
  const parts = split(name, ',').map(canonicalPart);
  return parts.some((part) => part === undefined) ? undefined : parts.join(',');
}

/** Several attributes of one part (`CN=web+UID=7`) have no order. */
function canonicalPart(part: string): string | undefined {
  const attributes = split(part, '+').map(canonicalAttribute);
  return attributes.some((attribute) => attribute === undefined) ? undefined : attributes.sort().join('+');
}

function canonicalAttribute(attribute: string): string | undefined {
  const equals = attribute.indexOf('=');
  const type = attribute.slice(0, Math.max(equals, 0)).trim();
  const value = canonicalValue(trimValue(attribute.slice(equals + 1)));
  return TYPE.test(type) && value !== undefined ? `${type.toUpperCase()}=${value}` : undefined;
}

function canonicalValue(value: string): string | undefined {
  if (BER.test(value)) return value.toUpperCase();
  const text = unescape(value);
  const isText = text !== undefined && text !== '' && !/\p{Cc}/u.test(text);
  return isText ? text.replace(SPECIAL, '\\$&') : undefined;
}

/** Cuts at a separator that is not escaped. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === separator) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

/** Spaces around a value do not count, unless the last one is escaped. */
function trimValue(value: string): string {
  const start = value.trimStart();
  const trimmed = start.trimEnd();
  const isEscaped = start.length > trimmed.length && /(^|[^\\])(\\\\)*\\$/.test(trimmed);
  return isEscaped ? `${trimmed} ` : trimmed;
}

function unescape(value: string): string | undefined {
  try {
    const encoded = value.replace(LETTER, (_, pair?: string, escaped?: string, plain?: string) =>
      pair ? `%${pair}` : encodeURIComponent(escaped ?? plain ?? ''),
    );
    return encoded.includes('\\') ? undefined : decodeURIComponent(encoded);
  } catch {
    // What is no UTF-8 is no name either.
    return undefined;
  }
}
