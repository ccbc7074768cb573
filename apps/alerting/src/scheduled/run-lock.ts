import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';

/** Any number nobody else uses as an advisory lock of this database ("detect" on a phone's keys). */
const RUN_LOCK = 338_328;

/** Lets one instance at a time run the scheduled rules. A holder that dies loses it with its connection. */
@Injectable()
export class RunLock {
  private readonly log = new Logger(RunLock.name);

  constructor(private readonly dataSource: DataSource) {}

  /** Does the work unless another instance is at it; answers whether it was done. */
  async whileHeld(work: () => Promise<void>): Promise<boolean> {
    const connection = this.dataSource.createQueryRunner();
    try {
      const [row] = (await connection.query('SELECT pg_try_advisory_lock($1) AS held', [RUN_LOCK])) as {
        held: boolean;
      }[];
      if (!row!.held) return false;
      try {
        await work();
      } finally {
        await this.unlock(connection);
      }
      return true;
    } finally {
      await connection.release();
    }
  }

  /** A connection that is gone has given the lock back by itself. */
  private async unlock(connection: QueryRunner): Promise<void> {
    try {
      await connection.query('SELECT pg_advisory_unlock($1)', [RUN_LOCK]);
    } catch (error) {
      this.log.warn(`The connection that kept other instances from running was lost meanwhile: ${String(error)}`);
    }
  }
}
