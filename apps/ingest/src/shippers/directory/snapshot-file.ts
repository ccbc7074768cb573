import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { SenderChanges } from '@tocsin/access-control';

import type { Directory } from './directory';

/** Changes when an older front end could not read what a newer one wrote, or the other way round. */
const FORMAT = 'tocsin-senders-1';
/** Lines written at once: enough to be quick, few enough to let requests in between. */
const LINES_AT_ONCE = 1_000;

/** A directory as it was, and when the database last confirmed it. */
export interface Snapshot {
  readonly asOf: Date;
  readonly changes: SenderChanges;
}

interface Head {
  readonly format: string;
  readonly asOf: string;
  readonly version: number;
}

type Piece = Pick<SenderChanges, 'sources' | 'keys'>;

/**
 * The directory on disk, for a start while the database is away: one JSON object a line, the last one with the checksum of
 * all before it. Holds hashes of keys, no keys; only its owner can read it.
 */
export class SnapshotFile {
  constructor(private readonly path: string) {}

  /**
   * `undefined` when there is none.
   * @throws when it cannot be read or is not whole.
   */
  async read(): Promise<Snapshot | undefined> {
    const bytes = await readFile(this.path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    return bytes && parse(bytes);
  }

  /** Replaces the former snapshot, or leaves it as it is. */
  async write(directory: Directory, asOf: Date): Promise<void> {
    await mkdir(dirname(this.path), { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    const fresh = `${this.path}.${process.pid}`;
    try {
      await writeDurably(fresh, linesOf(directory, asOf));
      await rename(fresh, this.path);
    } catch (error) {
      await rm(fresh, { force: true });
      throw error;
    }
  }
}

async function writeDurably(path: string, lines: Generator<string>): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    const hash = createHash('sha256');
    for (const part of inParts(lines)) {
      hash.update(part);
      await file.write(part);
    }
    await file.write(trailer(hash));
    await file.sync();
  } finally {
    await file.close();
  }
}

function* linesOf(directory: Directory, asOf: Date): Generator<string> {
  const head: Head = { format: FORMAT, asOf: asOf.toISOString(), version: directory.version ?? 0 };
  yield JSON.stringify(head);
  for (const piece of directory.contents()) yield JSON.stringify(piece);
}

function* inParts(lines: Generator<string>): Generator<string> {
  let part: string[] = [];
  for (const line of lines) {
    part.push(`${line}\n`);
    if (part.length < LINES_AT_ONCE) continue;
    yield part.join('');
    part = [];
  }
  yield part.join('');
}

function trailer(hash: Hash): string {
  return `${JSON.stringify({ sha256: hash.digest('hex') })}\n`;
}

function parse(bytes: Buffer): Snapshot {
  const body = bytes.subarray(0, bytes.lastIndexOf('\n', -2) + 1);
  const isWhole = bytes.subarray(body.length).toString() === trailer(createHash('sha256').update(body));
  if (!isWhole) throw new Error('its checksum is wrong');
  // The checksum says that we wrote it: what follows has the form we gave it.
  const [first = '', ...lines] = body.toString().trimEnd().split('\n');
  const { format, asOf, version } = JSON.parse(first) as Head;
  if (format !== FORMAT) throw new Error(`its format is ${format}, not ${FORMAT}`);
  const pieces = lines.map((line) => JSON.parse(line) as Piece);
  const changes = {
    version,
    isComplete: true,
    sources: pieces.flatMap(({ sources }) => sources),
    keys: pieces.flatMap(({ keys }) => keys),
  };
  return { asOf: new Date(asOf), changes };
}
