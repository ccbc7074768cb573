import type { EventExport } from '@tocsin/api-contract';
import type { EventExportEntity } from '@tocsin/database';

/** One that has not moved for so long has lost the process that wrote it. */
const LOST_AFTER_MS = 30_000;

/** An export as its owner sees it. */
export function viewExport(row: EventExportEntity, now: Date): EventExport {
  const { id, q, format, columns, total, written, detail } = row;
  const times = { from: row.from.toISOString(), to: row.to.toISOString(), createdAt: row.createdAt.toISOString() };
  const plain = { id, q, format, columns, total, written, ...times };
  if (!isLost(row, now)) return { ...plain, state: row.state, detail };
  return { ...plain, state: 'failed', detail: 'The server that wrote it has stopped. Make a new one.' };
}

/** Whether it is being written at this moment. */
export function isRunning(row: EventExportEntity, now: Date): boolean {
  return row.state === 'running' && !isLost(row, now);
}

function isLost({ state, updatedAt }: EventExportEntity, now: Date): boolean {
  return state === 'running' && now.getTime() - updatedAt.getTime() > LOST_AFTER_MS;
}
