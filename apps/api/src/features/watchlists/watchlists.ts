import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type {
  CreateWatchlist,
  CreateWatchlistEntry,
  List,
  ListEntry,
  Watchlist,
  WatchlistEntry,
  WatchlistEntryListQuery,
  WatchlistEntryPage,
} from '@tocsin/api-contract';

import { PlainProblem } from '../../http/problem';
import { EntrySearch } from '../lists/entries/entry-search';
import { ListEntries } from '../lists/entries/list-entries';
import { ListCatalog } from '../lists/list-catalog';

const KIND = 'watchlist';

/** The lists of kind `watchlist`, as they were served before there were other kinds. */
@Injectable()
export class Watchlists {
  constructor(
    private readonly catalog: ListCatalog,
    private readonly search: EntrySearch,
    private readonly entryLists: ListEntries,
  ) {}

  async list(): Promise<Watchlist[]> {
    return (await this.catalog.list(KIND)).map(viewList);
  }

  async create(actor: Actor, list: CreateWatchlist): Promise<Watchlist> {
    return viewList(await inWords('watchlist', this.catalog.create(actor, { ...list, kind: KIND, validDays: null })));
  }

  /** Newest first. */
  async entries(name: string, query: WatchlistEntryListQuery): Promise<WatchlistEntryPage> {
    await this.catalog.load(name, KIND);
    const page = await this.search.page(name, query);
    return { ...page, entries: page.entries.map(viewEntry) };
  }

  async add(actor: Actor, name: string, entry: CreateWatchlistEntry): Promise<WatchlistEntry> {
    await this.catalog.load(name, KIND);
    const { kind, value, expiresAt, reason, reference } = entry;
    const facts = { reason, ...(reference === '' ? {} : { reference }) };
    const given = { kind, value, expiresAt, validFrom: null, facts };
    const { entries } = await inWords('watchlist', this.entryLists.add(actor, name, given));
    return viewEntry(entries[0] as ListEntry);
  }

  async remove(actor: Actor, name: string, id: string): Promise<void> {
    await this.catalog.load(name, KIND);
    await inWords('watchlist', this.entryLists.remove(actor, name, id));
  }
}

/** Clients know these problems by the names they had. */
async function inWords<T>(prefix: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof PlainProblem)) throw error;
    throw new PlainProblem(error.kind, error.code.replace(/^list\b/, prefix), error.message);
  }
}

function viewList({ name, description, createdAt, entries }: List): Watchlist {
  return { name, description, createdAt, entries };
}

function viewEntry({ id, kind, value, facts, expiresAt, createdAt }: ListEntry): WatchlistEntry {
  const text = (fact: unknown) => (typeof fact === 'string' ? fact : '');
  return { id, kind, value, reason: text(facts['reason']), reference: text(facts['reference']), expiresAt, createdAt };
}
