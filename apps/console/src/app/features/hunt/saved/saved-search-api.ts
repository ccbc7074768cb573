import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { SavedSearch } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

/** What of a search is kept. */
export type SearchContent = Pick<SavedSearch, 'q' | 'time' | 'columns' | 'sort'>;

/** How it is called and who sees it. */
type SearchLabel = Pick<SavedSearch, 'name' | 'audience'>;

/** A search to be kept, and the saved one it comes from. */
export interface SaveQuestion {
  readonly content: SearchContent;
  readonly saved: SavedSearch | undefined;
}

const SEARCHES = '/api/searches';

/** Commands on saved searches. Each throws what HttpClient throws; a change is refused when somebody was faster. */
@Service()
export class SavedSearchApi {
  private readonly http = inject(HttpClient);

  create({ q, time, columns, sort, name, audience }: SearchContent & SearchLabel): Promise<SavedSearch> {
    return firstValueFrom(this.http.post<SavedSearch>(SEARCHES, { name, audience, q, time, columns, sort }));
  }

  change(seen: SavedSearch, wish: Partial<SearchContent & SearchLabel>): Promise<SavedSearch> {
    return firstValueFrom(this.http.patch<SavedSearch>(`${SEARCHES}/${seen.id}`, wish, { headers: tagOf(seen) }));
  }

  remove(seen: SavedSearch): Promise<void> {
    return firstValueFrom(this.http.delete<void>(`${SEARCHES}/${seen.id}`, { headers: tagOf(seen) }));
  }
}

function tagOf({ version }: SavedSearch): Record<string, string> {
  return { 'if-match': `"${version}"` };
}
