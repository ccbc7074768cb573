import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { ListEntry, SetEntryEnd } from '@tocsin/api-contract';

import { ListCatalog } from '../list-catalog';
import { ListNews } from '../list-news';
import { EntryChanges } from './entry-changes';

/** Corrects what stands, or stood, on lists, and tells the workers. */
@Injectable()
export class EntryCorrections {
  constructor(
    private readonly catalog: ListCatalog,
    private readonly changes: EntryChanges,
    private readonly news: ListNews,
  ) {}

  async setEnd(by: Actor, name: string, id: string, end: SetEntryEnd): Promise<ListEntry> {
    const list = await this.catalog.loadToChange(by, name);
    const entry = await this.changes.setEnd(by, list, id, end);
    this.news.tell(list);
    return entry;
  }

  /** Takes a removal back. */
  async restore(by: Actor, name: string, id: string): Promise<ListEntry> {
    const list = await this.catalog.loadToChange(by, name);
    const entry = await this.changes.restore(by, list, id);
    this.news.tell(list);
    return entry;
  }
}
