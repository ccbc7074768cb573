import { httpResource } from '@angular/common/http';
import { computed, inject, Service, signal } from '@angular/core';
import type { People } from '@tocsin/api-contract';

import { toProblem, type Problem } from '../api/problem';
import { SessionStore } from '../session/session-store';

const FORBIDDEN: Problem = {
  title: 'You may not see who there is',
  detail: 'The list of people is for those with the permission alert.read.',
  code: 'http.403',
  status: 403,
};

/** Everybody who can be given something to do; asked for when somebody is about to choose. */
@Service()
export class PeopleDirectory {
  private readonly session = inject(SessionStore);
  private readonly isWanted = signal(false);
  private readonly mayAsk = computed(() => this.session.may('alert.read'));
  private readonly resource = httpResource<People>(() =>
    this.isWanted() && this.mayAsk() ? '/api/people' : undefined,
  );
  readonly people = computed(() => (this.resource.hasValue() ? this.resource.value().people : []));
  readonly isLoading = this.resource.isLoading;
  readonly problem = computed(() => {
    if (this.isWanted() && !this.mayAsk()) return FORBIDDEN;
    const error = this.resource.error();
    return error === undefined ? undefined : toProblem(error);
  });

  /** Asks for them, and once more where that failed or was for an earlier choice. */
  want(): void {
    if (this.isWanted()) this.resource.reload();
    else this.isWanted.set(true);
  }
}
