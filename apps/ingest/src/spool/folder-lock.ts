import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';

const BUSY = 5;

/** Another process uses the folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
}

/**
 * Keeps a second process off a folder. Node itself cannot lock a file; SQLite's lock is the kernel's, so it holds between
 * containers that share a volume, and it is gone the moment its process is, however that ended.
 */
export class FolderLock {
  private constructor(private readonly database: DatabaseSync) {}

  /** @throws {FolderInUse} when somebody has it; other errors when the folder cannot be written. */
  static take(folder: string): FolderLock {
    const database = new DatabaseSync(join(folder, 'lock'), { timeout: 0 });
    try {
      // Without a journal: taking the lock must not need room on a disk that may be full.
      database.exec('PRAGMA journal_mode = OFF');
      database.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      database.close();
      if ((error as { errcode?: number }).errcode !== BUSY) throw error;
      throw new FolderInUse(
        `Another process uses the spool folder ${folder}. Stop it, or give this one a folder of its own.`,
        { cause: error },
      );
    }
    return new FolderLock(database);
  }

  release(): void {
    this.database.close();
  }
}
