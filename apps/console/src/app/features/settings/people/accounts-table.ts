import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import type { AccountList, ManagedAccount } from '@tocsin/api-contract';
import { firstValueFrom, type Observable } from 'rxjs';

import { toProblem } from '../../../core/api/problem';
import { SessionStore } from '../../../core/session/session-store';
import { Moment } from '../../../core/time/moment';
import { Toasts } from '../../../core/toasts/toasts';
import { Failed } from '../../../shared/failed';
import { keep, problemOf } from '../../../shared/kept';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { Stale } from '../../../shared/stale';
import { RoleStore } from './role-store';

/** Everybody who may sign in, or could; each can be shut out and let in again. */
@Component({
  selector: 'tocsin-accounts',
  imports: [Failed, Moment, SkeletonRows, Stale],
  templateUrl: './accounts-table.html',
})
export class AccountsTable {
  private readonly http = inject(HttpClient);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  private readonly roles = inject(RoleStore);
  private readonly list = httpResource<AccountList>(() => '/api/accounts');
  private readonly kept = keep(this.list);
  protected readonly accounts = computed(() => this.kept()?.value.accounts);
  protected readonly since = computed(() => this.kept()?.since ?? '');
  protected readonly problem = problemOf(this.list);
  protected readonly me = computed(() => this.session.account()?.id);
  /** Account that is being changed. */
  protected readonly busy = signal<string | undefined>(undefined);

  protected reload(): void {
    this.list.reload();
  }

  protected turn(account: ManagedAccount): Promise<void> {
    return account.disabledAt === null ? this.disable(account) : this.enable(account);
  }

  /** Roles that may be chosen: those one may give, and the one there is. */
  protected choices({ roles }: ManagedAccount): readonly string[] {
    const mine: readonly string[] = this.roles.mine().map(({ name }) => name);
    return roles.length === 1 && !mine.includes(roles[0] ?? '') ? [...roles, ...mine] : mine;
  }

  protected give(account: ManagedAccount, role: string, former: readonly string[] = account.roles): Promise<void> {
    return this.command(
      account,
      () => this.http.put(`/api/accounts/${account.id}/roles`, { roles: role.split(','), seenRoles: former }),
      () => {
        const undo = { label: 'Undo', run: () => void this.give(account, former.join(), role.split(',')) };
        this.toasts.done(`${account.displayName} is ${role.replaceAll(',', ' and ')} now.`, undo);
      },
    );
  }

  protected signOut(account: ManagedAccount): Promise<void> {
    return this.command(
      account,
      () => this.post(account, 'sign-out'),
      () => this.toasts.done(`${account.displayName} is signed out everywhere.`),
    );
  }

  protected resetFactors(account: ManagedAccount): Promise<void> {
    return this.command(
      account,
      () => this.post(account, 'factors/reset'),
      () => this.toasts.done(`${account.displayName} signs in by password alone until a new app is set up.`),
    );
  }

  private disable(account: ManagedAccount): Promise<void> {
    const undo = { label: 'Undo', run: () => void this.enable(account) };
    return this.command(
      account,
      () => this.post(account, 'disable'),
      () => this.toasts.done(`${account.displayName} is signed out everywhere and may not sign in.`, undo),
    );
  }

  private enable(account: ManagedAccount): Promise<void> {
    return this.command(
      account,
      () => this.post(account, 'enable'),
      () => this.toasts.done(`${account.displayName} may sign in again.`),
    );
  }

  private post({ id }: ManagedAccount, verb: string): Observable<unknown> {
    return this.http.post(`/api/accounts/${id}/${verb}`, null);
  }

  private async command(account: ManagedAccount, send: () => Observable<unknown>, done: () => void): Promise<void> {
    if (this.busy() !== undefined) return;
    this.busy.set(account.id);
    try {
      await firstValueFrom(send());
      done();
    } catch (error) {
      this.toasts.failed(`${account.displayName} stays as before. ${toProblem(error).detail}`);
    } finally {
      this.busy.set(undefined);
      this.reload();
    }
  }
}
