import { randomBytes } from 'node:crypto';

import { RecoveryCodeEntity } from '@tocsin/database';
import { IsNull, type EntityManager } from 'typeorm';

import { hashToken } from '../tokens';

const CODES = 10;
const CODE_BYTES = 10;
/** Base 32 of Crockford: no letter looks like a digit. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Takes the place of all former ones. @returns the codes, told once; `abcd-efgh-jkmn-pqrs`, 80 random bits each. */
export async function renewRecoveryCodes(manager: EntityManager, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, newCode);
  const rows = manager.getRepository(RecoveryCodeEntity);
  await rows.delete({ accountId });
  await rows.insert(codes.map((code) => ({ accountId, hash: hashToken(plain(code)), usedAt: null })));
  return codes;
}

/** Whether it is one of the account's that was not used; it is used then. */
export async function useRecoveryCode(manager: EntityManager, accountId: string, code: string, now: Date) {
  const unused = { accountId, hash: hashToken(plain(code)), usedAt: IsNull() };
  const { affected } = await manager.update(RecoveryCodeEntity, unused, { usedAt: now });
  return affected === 1;
}

export function countRecoveryCodes(manager: EntityManager, accountId: string): Promise<number> {
  return manager.countBy(RecoveryCodeEntity, { accountId, usedAt: IsNull() });
}

function newCode(): string {
  const bits = [...randomBytes(CODE_BYTES)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/** As people write them down: in capitals, with spaces, O for 0 and I or L for 1. */
function plain(code: string): string {
  return code.toLowerCase().replace(/[\s-]/g, '').replace(/o/g, '0').replace(/[il]/g, '1');
}
