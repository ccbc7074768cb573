import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { SavedAlertView } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

/** What of a view is kept. */
export type ViewContent = Pick<SavedAlertView, 'base' | 'q' | 'grouping' | 'sort'>;

/** How it is called and who sees it. */
type ViewLabel = Pick<SavedAlertView, 'name' | 'audience'>;

/** A view to be kept, and the saved one it comes from. */
export interface SaveQuestion {
  readonly content: ViewContent;
  readonly saved: SavedAlertView | undefined;
}

const VIEWS = '/api/alert-views';

/** Commands on saved views. Each throws what HttpClient throws; a change is refused when somebody was faster. */
@Service()
export class AlertViewApi {
  private readonly http = inject(HttpClient);

  create({ base, q, grouping, sort, name, audience }: ViewContent & ViewLabel): Promise<SavedAlertView> {
    return firstValueFrom(this.http.post<SavedAlertView>(VIEWS, { name, audience, base, q, grouping, sort }));
  }

  change(seen: SavedAlertView, wish: Partial<ViewContent & ViewLabel>): Promise<SavedAlertView> {
    return firstValueFrom(this.http.patch<SavedAlertView>(`${VIEWS}/${seen.id}`, wish, { headers: tagOf(seen) }));
  }

  remove(seen: SavedAlertView): Promise<void> {
    return firstValueFrom(this.http.delete<void>(`${VIEWS}/${seen.id}`, { headers: tagOf(seen) }));
  }
}

function tagOf({ version }: SavedAlertView): Record<string, string> {
  return { 'if-match': `"${version}"` };
}
