import type { DataSource } from 'typeorm';

/** What the ledger knows of a system whose first event came at that minute. */
export async function insertFirstReceipt(dataSource: DataSource, minute: string): Promise<void> {
  const day = `${minute.slice(0, 10)}T00:00:00Z`;
  const none = 'stored, duplicate, parked, dropped, unexplained';
  await dataSource.query(
    `INSERT INTO ledger_count (grain, at, source, accepted, ${none})
      VALUES ('day', $1, 'web', 1, 1, 0, 0, 0, 0), ('minute', $2, 'web', 1, 1, 0, 0, 0, 0)`,
    [day, minute],
  );
}
