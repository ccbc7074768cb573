import type { EntityManager } from 'typeorm';

/** One at a time may change who may do what; the others wait until the transaction ends, and then see what it did. */
export async function lockAccounts(manager: EntityManager): Promise<void> {
  await manager.query('LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE');
}
