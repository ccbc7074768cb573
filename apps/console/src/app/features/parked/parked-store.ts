import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, Service, signal } from '@angular/core';
import type { ParkedGroups, ParkedPage } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { keep, problemOf } from '../../shared/kept';
import { Pages } from '../../shared/pages';
import { paramsOf, type ParkedChoice } from './parked-choice';

const PAGE_SIZE = 100;

/** Parked events: how many by reason, and those of the chosen reason. */
@Service({ autoProvided: false })
export class ParkedStore {
  private readonly http = inject(HttpClient);
  private readonly choice = signal<ParkedChoice | undefined>(undefined);
  private readonly groupsResource = httpResource<ParkedGroups>(() => {
    const choice = this.choice();
    return choice && { url: '/api/parked/groups', params: paramsOf({ q: choice.q }) };
  });
  private readonly list = httpResource<ParkedPage>(() => {
    const choice = this.choice();
    return choice?.reasonCode === undefined ? undefined : { url: '/api/parked', params: this.params(choice) };
  });
  private readonly keptGroups = keep(this.groupsResource, () => this.choice()?.q);
  private readonly keptList = keep(this.list, () => this.choice());

  /** `undefined` until they are there. */
  readonly groups = computed(() => this.keptGroups()?.value.groups);
  readonly since = computed(() => this.keptGroups()?.since ?? '');
  readonly problem = problemOf(this.groupsResource);
  readonly listProblem = problemOf(this.list);
  readonly pages = new Pages(
    computed(() => this.keptList()?.value),
    (cursor) => this.next(cursor),
  );
  readonly total = computed(() => this.keptList()?.value.total);
  readonly events = computed(() => this.keptList() && this.pages.all().flatMap(({ parked }) => parked));
  readonly waiting = computed(() => this.groups()?.reduce((sum, { events }) => sum + events, 0));

  show(choice: ParkedChoice): void {
    if (JSON.stringify(this.choice()) !== JSON.stringify(choice)) this.choice.set(choice);
  }

  reload(): void {
    this.groupsResource.reload();
    this.list.reload();
  }

  private params(choice: ParkedChoice) {
    return { ...paramsOf(choice), limit: PAGE_SIZE };
  }

  private next(cursor: string): Promise<ParkedPage> {
    const params = { ...this.params(this.choice() ?? { q: '' }), cursor };
    return firstValueFrom(this.http.get<ParkedPage>('/api/parked', { params }));
  }
}
