import { open, type FileHandle } from 'node:fs/promises';

/** What of the disk may fail under the spool while it runs: a test puts a full one in its place. */
export interface SpoolDisk {
  /** A file that was not there before. */
  create(path: string): Promise<FileHandle>;
}

export const realDisk: SpoolDisk = { create: (path) => open(path, 'wx', 0o600) };

/** Makes what was created or removed in a folder outlive a loss of power. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
