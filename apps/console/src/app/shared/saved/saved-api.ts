import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { firstValueFrom } from 'rxjs';

import type { SavedKind, SavedThing } from './saved-kind';

/** How it is called and who sees it. */
type Label = Pick<SavedThing, 'name' | 'audience'>;

/** Commands on what is kept under a name. Each throws what HttpClient throws; a change is refused when somebody was faster. */
@Service()
export class SavedApi {
  private readonly http = inject(HttpClient);

  create<T extends SavedThing, C extends { q: string }>(kind: SavedKind<T, C>, wish: C & Label): Promise<T> {
    const { name, audience } = wish;
    return firstValueFrom(this.http.post<T>(kind.address, { name, audience, ...kind.contentOf(wish) }));
  }

  change<T extends SavedThing, C extends { q: string }>(
    kind: SavedKind<T, C>,
    seen: T,
    wish: Partial<C & Label>,
  ): Promise<T> {
    return firstValueFrom(this.http.patch<T>(`${kind.address}/${seen.id}`, wish, { headers: tagOf(seen) }));
  }

  remove({ address }: Pick<SavedKind<SavedThing, { q: string }>, 'address'>, seen: SavedThing): Promise<void> {
    return firstValueFrom(this.http.delete<void>(`${address}/${seen.id}`, { headers: tagOf(seen) }));
  }
}

function tagOf({ version }: SavedThing): Record<string, string> {
  return { 'if-match': `"${version}"` };
}
