import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { EvidenceChunkEntity, EvidenceEntity } from '@tocsin/database';
import { DataSource } from 'typeorm';

import { PlainProblem } from '../../../http/problem';

const CHUNK_BYTES = 1024 ** 2;

/** What is known of bytes that went by. */
export interface Counted {
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** The bytes of files, in the database; at most a few chunks of one are in memory. */
@Injectable()
export class EvidenceBytes {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Stores what comes, as it comes, for the evidence of this id.
   * @throws {PlainProblem} when there are more than `most` bytes, or it was given up meanwhile.
   */
  async store(id: string, source: AsyncIterable<Buffer>, most: number): Promise<Counted> {
    const hash = createHash('sha256');
    let [bytes, position] = [0, 0];
    for await (const chunk of chunksOf(source)) {
      bytes += chunk.length;
      if (bytes > most) throw tooLarge(most);
      hash.update(chunk);
      await this.append(id, position, chunk);
      position += 1;
    }
    return { bytes, sha256: hash.digest('hex') };
  }

  /** In their order; ends early where they are gone. */
  async *read(id: string): AsyncGenerator<Buffer> {
    const chunks = this.dataSource.getRepository(EvidenceChunkEntity);
    for (let position = 0; ; position += 1) {
      const chunk = await chunks.findOneBy({ evidenceId: id, position });
      if (chunk === null) return;
      yield chunk.bytes;
    }
  }

  /** Counts anew what is kept. */
  async count(id: string): Promise<Counted> {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of this.read(id)) {
      bytes += chunk.length;
      hash.update(chunk);
    }
    return { bytes, sha256: hash.digest('hex') };
  }

  private async append(id: string, position: number, bytes: Buffer): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { affected } = await manager
        .getRepository(EvidenceEntity)
        .createQueryBuilder()
        .update()
        .set({ bytes: () => `bytes + ${bytes.length}`, beatAt: this.clock.now() })
        .where({ id, state: 'arriving' })
        .execute();
      if (affected === 0)
        throw new PlainProblem('conflict', 'evidence.given_up', 'The upload stood still for too long. Send it again.');
      await manager.getRepository(EvidenceChunkEntity).insert({ evidenceId: id, position, bytes });
    });
  }
}

export function tooLarge(most: number): PlainProblem {
  return new PlainProblem('too_large', 'evidence.too_large', `A file may have ${most} bytes.`);
}

async function* chunksOf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const part of source) {
    parts.push(part);
    length += part.length;
    while (length >= CHUNK_BYTES) {
      const all = Buffer.concat(parts);
      yield all.subarray(0, CHUNK_BYTES);
      parts = [all.subarray(CHUNK_BYTES)];
      length -= CHUNK_BYTES;
    }
  }
  if (length > 0) yield Buffer.concat(parts);
}
