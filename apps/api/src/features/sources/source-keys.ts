import { Injectable } from '@nestjs/common';
import { ApiKeys, KeyNotFound, type Actor, type NewKey } from '@tocsin/access-control';
import type { CreatedKey, CreateKey, Key, RotateKey } from '@tocsin/api-contract';

import { SenderNews } from './sender-news';
import { SourceRegistry } from './source-registry';
import { viewKey } from './source-view';

/** The keys of sources. */
@Injectable()
export class SourceKeys {
  constructor(
    private readonly sources: SourceRegistry,
    private readonly keys: ApiKeys,
    private readonly news: SenderNews,
  ) {}

  async list(source: string): Promise<Key[]> {
    await this.sources.find(source);
    return (await this.keys.list(source)).map(viewKey);
  }

  async create(actor: Actor, source: string, { description, expiresAt }: CreateKey): Promise<CreatedKey> {
    await this.sources.find(source);
    return this.told(await this.keys.create(source, { description, ...ownership(actor, expiresAt) }));
  }

  /** @throws {KeyNotFound} also when the key is another source's. */
  async rotate(
    actor: Actor,
    source: string,
    id: string,
    { overlapSeconds, expiresAt }: RotateKey,
  ): Promise<CreatedKey> {
    const known = await this.keys.list(source);
    if (!known.some((key) => key.id === id)) throw new KeyNotFound();
    return this.told(await this.keys.rotate(id, { overlapMs: overlapSeconds * 1_000, ...ownership(actor, expiresAt) }));
  }

  async revoke(actor: Actor, id: string): Promise<void> {
    await this.keys.revoke(id, actor);
    this.news.tell();
  }

  private told({ id, secret }: NewKey): CreatedKey {
    this.news.tell();
    return { id, secret, authorization: `ApiKey ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
  }
}

function ownership(actor: Actor, expiresAt: string | null) {
  return { by: actor, expiresAt: expiresAt === null ? null : new Date(expiresAt) };
}
