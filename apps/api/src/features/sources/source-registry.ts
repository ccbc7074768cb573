import { Injectable } from '@nestjs/common';
import { ApiKeys, type Actor } from '@tocsin/access-control';
import type { CreatedKey, CreateKey, CreateSource, Key, Source } from '@tocsin/api-contract';
import { Clock } from '@tocsin/clock';
import { isUniqueViolation, SourceEntity, type ApiKeyEntity } from '@tocsin/database';
import { DataSource } from 'typeorm';

import { PlainProblem } from '../../http/problem';

/** Who may send, and with which keys. */
@Injectable()
export class SourceRegistry {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly keys: ApiKeys,
  ) {}

  async list(): Promise<Source[]> {
    return (await this.sources.find({ order: { name: 'ASC' } })).map(viewSource);
  }

  async create(source: CreateSource): Promise<Source> {
    const row = { ...source, createdAt: this.clock.now() };
    try {
      await this.sources.insert(row);
    } catch (error) {
      if (!isUniqueViolation(error, 'source_pkey')) throw error;
      throw new PlainProblem(
        'conflict',
        'source.exists',
        `There is a source ${source.name} already. Choose another name.`,
      );
    }
    return viewSource(row);
  }

  async keysOf(name: string): Promise<Key[]> {
    await this.refuseUnknown(name);
    return (await this.keys.list(name)).map(viewKey);
  }

  async createKey(actor: Actor, name: string, { description, expiresAt }: CreateKey): Promise<CreatedKey> {
    await this.refuseUnknown(name);
    const ends = expiresAt === null ? null : new Date(expiresAt);
    const { id, secret } = await this.keys.create(name, { description, expiresAt: ends, createdBy: actor.accountId });
    return { id, secret, authorization: `ApiKey ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
  }

  revokeKey(id: string): Promise<void> {
    return this.keys.revoke(id);
  }

  private async refuseUnknown(name: string): Promise<void> {
    if (await this.sources.existsBy({ name })) return;
    throw new PlainProblem('not_found', 'source.not_found', `There is no source ${name}. Create it first.`);
  }

  private get sources() {
    return this.dataSource.getRepository(SourceEntity);
  }
}

function viewSource({ name, description, dialect, zone, createdAt }: SourceEntity): Source {
  return { name, description, dialect, zone, createdAt: createdAt.toISOString() };
}

function viewKey(key: ApiKeyEntity): Key {
  return {
    id: key.id,
    source: key.sourceName,
    description: key.description,
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
  };
}
