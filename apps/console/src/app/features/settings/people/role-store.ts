import { httpResource } from '@angular/common/http';
import { computed, inject, Service } from '@angular/core';
import type { RoleList } from '@tocsin/api-contract';

import { SessionStore } from '../../../core/session/session-store';
import { keep, problemOf } from '../../../shared/kept';

/** The roles there are, and what each may do. */
@Service({ autoProvided: false })
export class RoleStore {
  private readonly session = inject(SessionStore);
  private readonly resource = httpResource<RoleList>(() => '/api/roles');
  private readonly kept = keep(this.resource);
  readonly roles = computed(() => this.kept()?.value.roles ?? []);
  readonly problem = problemOf(this.resource);
  /** Those one may give: nobody gives more than they have. */
  readonly mine = computed(() =>
    this.roles().filter(({ permissions }) => permissions.every((permission) => this.session.may(permission))),
  );

  reload(): void {
    this.resource.reload();
  }
}
