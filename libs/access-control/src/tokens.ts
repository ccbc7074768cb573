import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 32;

/** 256 random bits in 43 characters that stand in a cookie, a header or a link as they are. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What the database keeps of a token. A fast hash is enough: there is nothing to guess in 256 random bits. */
export function hashToken(token: string): string {
  return hash('sha256', token);
}

/** Takes as long for a token that is nearly right as for any other. */
export function isTokenOf(token: string, tokenHash: string): boolean {
  const [given, kept] = [Buffer.from(hashToken(token)), Buffer.from(tokenHash)];
  return given.length === kept.length && timingSafeEqual(given, kept);
}
