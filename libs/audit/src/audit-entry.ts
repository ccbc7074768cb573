import { createHash } from 'node:crypto';

/** What is said of a change, as it is stored and hashed. */
export interface AuditEntry {
  readonly seq: string;
  readonly at: Date;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly address: string | null;
  readonly requestId: string | null;
}

/** Hash that ties an entry to the one before it; SHA-256 in hexadecimal digits. */
export function chainHash(previousHash: string, entry: AuditEntry): string {
  const told = [
    previousHash,
    entry.seq,
    entry.at.toISOString(),
    entry.actorId,
    entry.actorName,
    entry.action,
    entry.objectKind,
    entry.objectId,
    entry.before,
    entry.after,
    entry.address,
    entry.requestId,
  ];
  return createHash('sha256').update(JSON.stringify(told)).digest('hex');
}
