import { Secret, TOTP } from 'otpauth';

/** What every authenticator app understands; other values many of them ignore without a word. */
const SHAPE = { issuer: 'Tocsin', algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** 160 bits, as RFC 4226 asks for. */
const SECRET_BYTES = 20;
/** Codes of one step before and after are taken, for clocks that are wrong. */
const WINDOW = 1;

/** A new secret in base 32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What the QR code says. */
export function totpUri(secret: string, username: string): string {
  return of(secret, username).toString();
}

/** Number of the 30 s step since 1970 that the code belongs to; `undefined` when it is none of those around now. */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  const totp = of(secret, '');
  const timestamp = now.getTime();
  const delta = totp.validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? undefined : totp.counter({ timestamp }) + delta;
}

function of(secret: string, label: string): TOTP {
  return new TOTP({ ...SHAPE, label, secret: Secret.fromBase32(secret) });
}
