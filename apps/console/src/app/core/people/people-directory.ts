import { httpResource } from '@angular/common/http';
import { computed, Service, signal } from '@angular/core';
import type { People } from '@tocsin/api-contract';

import { toProblem } from '../api/problem';

/** Everybody who can be given something to do; asked for when somebody is about to choose. */
@Service()
export class PeopleDirectory {
  private readonly isWanted = signal(false);
  private readonly resource = httpResource<People>(() => (this.isWanted() ? '/api/people' : undefined));
  readonly people = computed(() => (this.resource.hasValue() ? this.resource.value().people : []));
  readonly isLoading = this.resource.isLoading;
  readonly problem = computed(() => {
    const error = this.resource.error();
    return error === undefined ? undefined : toProblem(error);
  });

  /** Asks for them, and once more where that failed or was for an earlier choice. */
  want(): void {
    if (this.isWanted()) this.resource.reload();
    else this.isWanted.set(true);
  }
}
