import { z } from 'zod';

import * as contract from './index';

const HOSTILE = ['\u0000', 'a\u0000b', 'line\nbreak', '\u001b[2J', '\u0085'];

/** Messages of the socket that carry bytes, which JSON does not have. */
const WITH_BYTES = ['openTextSchema', 'changeTextSchema'];

describe('the contract', () => {
  it.each([
    ['a user name', contract.signInSchema, (text: string) => ({ username: text, password: 'x' })],
    ['a display name', contract.acceptInvitationSchema, account],
    ['a filter', contract.alertListQuerySchema, (text: string) => ({ q: `x${text}x` })],
    ['an event id', contract.eventIdSchema, (text: string) => `x${text}x`],
    [
      'a reason',
      contract.createWatchlistEntrySchema,
      (text: string) => ({ kind: 'exact', value: 'v', reason: `x${text}x` }),
    ],
    ['a description', contract.createSourceSchema, (text: string) => ({ name: 'web', description: `x${text}x` })],
  ])('lets no control character into %s', (_name, schema, request) => {
    for (const text of HOSTILE) expect(schema.safeParse(request(text)).success).toBe(false);
    expect(schema.safeParse(request('plain')).success).toBe(true);
  });

  it('refuses keys it does not know', () => {
    expect(contract.alertListQuerySchema.safeParse({ stauts: 'open' }).success).toBe(false);
    expect(contract.signInSchema.safeParse({ username: 'a', password: 'b', admin: true }).success).toBe(false);
  });

  it('lets HTML and right-to-left text pass as the text they are', () => {
    const entry = { kind: 'exact', value: '<img src=x onerror=alert(1)>', reason: '\u202Eevil' };
    expect(contract.createWatchlistEntrySchema.parse(entry)).toMatchObject(entry);
  });

  it('stores user names in lower case', () => {
    expect(
      contract.acceptInvitationSchema.parse({ username: ' Noor ', displayName: 'Noor', password: 'p' }).username,
    ).toBe('noor');
  });

  it.each([
    ['cidr', '203.0.113.0/24', '203.0.113.0/33'],
    ['cidr', '2001:db8::/32', '203.0.113.0'],
    ['domain', 'Evil.Example.org', 'exa mple.org'],
    ['domain', 'localhost', `${'a'.repeat(64)}.org`],
  ])('takes a %s such as %s and not %s', (kind, good, bad) => {
    const schema = contract.createWatchlistEntrySchema;
    expect(schema.safeParse({ kind, value: good, reason: 'r' }).success).toBe(true);
    expect(schema.safeParse({ kind, value: bad, reason: 'r' }).success).toBe(false);
  });

  it('knows the zones of the IANA database', () => {
    expect(contract.createSourceSchema.safeParse({ name: 'web', zone: 'Europe/Berlin' }).success).toBe(true);
    expect(contract.createSourceSchema.safeParse({ name: 'web', zone: 'Mars/Olympus' }).success).toBe(false);
  });

  it('gives a page a size, also when a query string asks for it', () => {
    expect(contract.alertListQuerySchema.parse({})).toEqual({ status: 'open', q: '', sort: 'newest', limit: 50 });
    expect(contract.alertListQuerySchema.parse({ limit: '7' }).limit).toBe(7);
    expect(contract.alertListQuerySchema.safeParse({ limit: '1000000' }).success).toBe(false);
  });

  it('can be written down as JSON Schema, every part of it', () => {
    for (const [name, schema] of Object.entries(contract)) {
      const unrepresentable = WITH_BYTES.includes(name) ? 'any' : 'throw';
      if (schema instanceof z.ZodType) expect(z.toJSONSchema(schema, { io: 'input', unrepresentable })).toBeDefined();
    }
  });
});

function account(text: string) {
  return { username: 'noor', displayName: `N${text}r`, password: 'p' };
}
