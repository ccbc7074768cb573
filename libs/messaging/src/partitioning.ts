import { crc32 } from 'node:zlib';

/** The partition of a key: the same in every process and on every engine. */
export function partitionOf(key: string, partitions: number): number {
  return crc32(key) % partitions;
}

/** @throws {RangeError} for a partition the log does not have. */
export function assertPartition(partition: number, partitions: number): void {
  if (!Number.isInteger(partition) || partition < 0 || partition >= partitions) {
    throw new RangeError(`There is no partition ${partition}; the log has ${partitions}, counted from 0.`);
  }
}
