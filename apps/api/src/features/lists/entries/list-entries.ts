import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { CreatedListEntries, CreateListEntry, RemoveListEntriesQuery } from '@tocsin/api-contract';

import { PlainProblem } from '../../../http/problem';
import { ListCatalog } from '../list-catalog';
import { ListNews } from '../list-news';
import { entryRows } from './entry-row';
import { EntrySearch } from './entry-search';
import { EntryWriter } from './entry-writer';
import { InvalidEntry } from './invalid-entry';
import { viewEntry } from './view-entry';

/** Removed at once: enough for speed, few enough that others who change lists do not wait. */
const CHUNK = 5_000;

/** Puts entries on lists and takes them off. */
@Injectable()
export class ListEntries {
  constructor(
    private readonly catalog: ListCatalog,
    private readonly search: EntrySearch,
    private readonly writer: EntryWriter,
    private readonly news: ListNews,
  ) {}

  /** All values of the entry or none. */
  async add(actor: Actor, name: string, given: CreateListEntry): Promise<CreatedListEntries> {
    const list = await this.catalog.loadToChange(actor, name);
    const read = entryRows(list.kind, given);
    if ('problems' in read) throw new InvalidEntry(read.problems);
    const entries = await this.writer.insert(list, read.rows, actor);
    if (entries === undefined)
      throw new PlainProblem('conflict', 'list.entry_exists', 'The list holds this value already.');
    this.news.tell(list);
    return { entries: entries.map(viewEntry) };
  }

  async remove(by: Actor, name: string, id: string): Promise<void> {
    const list = await this.catalog.loadToChange(by, name);
    if ((await this.writer.remove(list, [id], by)) === 0)
      throw new PlainProblem('not_found', 'list.entry_not_found', 'The list holds no such entry.');
    this.news.tell(list);
  }

  /** Removes all that match, piece by piece: when it fails half-way, ask again. */
  async removeMatching(by: Actor, name: string, query: RemoveListEntriesQuery): Promise<number> {
    const list = await this.catalog.loadToChange(by, name);
    for (let removed = 0; ;) {
      const part = this.search.matching(list.id, query).select('entry.id', 'id').limit(CHUNK);
      const ids = (await part.getRawMany<{ id: string }>()).map(({ id }) => id);
      if (ids.length === 0) return removed;
      removed += await this.writer.remove(list, ids, by);
      this.news.tell(list);
    }
  }
}
