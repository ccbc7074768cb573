import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { AlertSet, AlertSetAction, AlertSetLeft } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

/** Which alerts are meant: those named, or all that a list would show. */
export type Meant =
  { readonly numbers: readonly string[] } | { readonly filter: Readonly<Record<string, string | number>> };

/** The commands on sets of alerts. Each throws what HttpClient throws. */
@Service()
export class AlertSetApi {
  private readonly http = inject(HttpClient);

  freeze(which: Meant): Promise<AlertSet> {
    return firstValueFrom(this.http.post<AlertSet>('/api/alert-sets', which));
  }

  run(id: string, action: AlertSetAction): Promise<AlertSet> {
    return firstValueFrom(this.http.post<AlertSet>(`/api/alert-sets/${id}/run`, action));
  }

  undo(id: string): Promise<AlertSet> {
    return firstValueFrom(this.http.post<AlertSet>(`/api/alert-sets/${id}/undo`, {}));
  }

  find(id: string): Promise<AlertSet> {
    return firstValueFrom(this.http.get<AlertSet>(`/api/alert-sets/${id}`));
  }

  left(id: string): Promise<AlertSetLeft> {
    return firstValueFrom(this.http.get<AlertSetLeft>(`/api/alert-sets/${id}/left`));
  }
}
