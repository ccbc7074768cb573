import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  AddItem,
  ChangePeople,
  ChangeTags,
  CreateIncident,
  Incident,
  IncidentItem,
  MergeIncident,
  IncidentItems,
  MilestoneName,
  RestrictIncident,
  SetIncidentField,
  TakeTasks,
} from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

const at = (number: string, path = ''): string => `/api/incidents/${number}${path}`;

/** The commands on incidents. Each throws what HttpClient throws. */
@Service()
export class IncidentApi {
  private readonly http = inject(HttpClient);

  create(wish: Partial<CreateIncident>): Promise<Incident> {
    return firstValueFrom(this.http.post<Incident>('/api/incidents', wish));
  }

  set(number: string, wish: SetIncidentField): Promise<Incident> {
    return firstValueFrom(this.http.post<Incident>(at(number, '/set'), wish));
  }

  milestone(number: string, name: MilestoneName, wish: { seen: string | null; at: string | null }): Promise<Incident> {
    return firstValueFrom(this.http.put<Incident>(at(number, `/milestones/${name}`), wish));
  }

  link(number: string, wish: { add?: readonly string[]; remove?: readonly string[] }): Promise<Incident> {
    return firstValueFrom(this.http.post<Incident>(at(number, '/alerts'), wish));
  }

  tags(number: string, wish: Partial<ChangeTags>): Promise<Incident> {
    return firstValueFrom(this.http.post<Incident>(at(number, '/tags'), wish));
  }

  team(number: string, wish: Partial<ChangePeople>): Promise<Incident> {
    return firstValueFrom(this.http.post<Incident>(at(number, '/team'), wish));
  }

  restrict(number: string, wish: Partial<ChangePeople> & Pick<RestrictIncident, 'isRestricted'>): Promise<Incident> {
    return firstValueFrom(this.http.post<Incident>(at(number, '/restrict'), wish));
  }

  /** The same twice, because an answer was lost, adds one. */
  add(number: string, kind: AddItem['kind'], data: object): Promise<IncidentItem> {
    const wish = { kind, data, clientId: crypto.randomUUID() };
    return firstValueFrom(this.http.post<IncidentItem>(at(number, '/items'), wish));
  }

  setItem(number: string, id: string, wish: { field: string; seen: unknown; value: unknown }): Promise<IncidentItem> {
    return firstValueFrom(this.http.post<IncidentItem>(at(number, `/items/${id}/set`), wish));
  }

  takeTasks(number: string, wish: TakeTasks): Promise<IncidentItems> {
    return firstValueFrom(this.http.post<IncidentItems>(at(number, '/offered-tasks'), wish));
  }

  removeItem(number: string, id: string): Promise<void> {
    return firstValueFrom(this.http.delete<void>(at(number, `/items/${id}`)));
  }

  restoreItem(number: string, id: string): Promise<IncidentItem> {
    return firstValueFrom(this.http.post<IncidentItem>(at(number, `/items/${id}/restore`), null));
  }

  /** @returns the one it was merged into. */
  merge(number: string, wish: MergeIncident): Promise<Incident> {
    return firstValueFrom(this.http.post<Incident>(at(number, '/merge'), wish));
  }

  unmerge(number: string): Promise<Incident> {
    return firstValueFrom(this.http.post<Incident>(at(number, '/unmerge'), {}));
  }

  changeEvents(number: string, wish: { add?: readonly string[]; remove?: readonly string[] }): Promise<Incident> {
    return firstValueFrom(this.http.post<Incident>(at(number, '/events'), wish));
  }
}
