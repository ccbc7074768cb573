import { AccountEntity } from '@tocsin/database';
import { ArrayContains, IsNull, Not, type EntityManager } from 'typeorm';

import { LastAdmin } from '../errors';

/** Whether nobody else may do everything. Holds until the transaction ends where the accounts are locked. */
export async function isLastAdmin(
  manager: EntityManager,
  { id, roles, disabledAt }: Pick<AccountEntity, 'id' | 'roles' | 'disabledAt'>,
): Promise<boolean> {
  if (!roles.includes('admin') || disabledAt !== null) return false;
  const others = { id: Not(id), disabledAt: IsNull(), roles: ArrayContains(['admin']) };
  return !(await manager.existsBy(AccountEntity, others));
}

/** @throws {LastAdmin} when the account is the only one that may do everything. */
export async function refuseWithoutAdmin(manager: EntityManager, account: AccountEntity): Promise<void> {
  if (await isLastAdmin(manager, account)) throw new LastAdmin();
}
