import { HttpClient } from '@angular/common/http';
import type { ElementRef } from '@angular/core';
import { Component, computed, inject, signal, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { Role } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem } from '../../../core/api/problem';
import { SessionStore } from '../../../core/session/session-store';
import { Toasts } from '../../../core/toasts/toasts';
import { Failed } from '../../../shared/failed';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { RoleEditor } from './role-editor';
import { RoleStore } from './role-store';

/** What each role may do; those of one's own making can be changed. */
@Component({
  selector: 'tocsin-role-matrix',
  imports: [Failed, MatIcon, RoleEditor, SkeletonRows],
  templateUrl: './role-matrix.html',
  styles: `
    .scroll {
      overflow-x: auto;
    }

    .buttons {
      display: flex;
      gap: var(--space-1);
    }
  `,
})
export class RoleMatrix {
  private readonly http = inject(HttpClient);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  private readonly editor = viewChild(RoleEditor);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  protected readonly store = inject(RoleStore);
  protected readonly mayManage = this.session.may('account.manage');
  protected readonly isMaking = signal(false);
  /** The one that is changed, as a list: each role has an editor of its own. */
  protected readonly beingChanged = signal<readonly Role[]>([]);
  protected readonly isBusy = signal(false);
  protected readonly permissions = computed(() =>
    [...new Set(this.store.roles().flatMap(({ permissions }) => permissions))].sort(),
  );

  protected isMine({ permissions }: Role): boolean {
    return permissions.every((permission) => this.session.may(permission));
  }

  protected make(): void {
    this.beingChanged.set([]);
    this.isMaking.set(true);
  }

  protected change(role: Role): void {
    this.isMaking.set(false);
    if (this.beingChanged()[0]?.name !== role.name) this.beingChanged.set([role]);
    else this.editor()?.focus();
  }

  protected close(): void {
    this.isMaking.set(false);
    this.beingChanged.set([]);
    this.focusHeading();
  }

  protected done({ name, version }: Role): void {
    this.close();
    this.toasts.done(version === 1 ? `The role ${name} is made.` : `The role ${name} is stored, and holds already.`);
    this.store.reload();
  }

  protected async remove(role: Role): Promise<void> {
    if (this.isBusy()) return;
    this.isBusy.set(true);
    const { name, version } = role;
    try {
      await firstValueFrom(this.http.delete(`/api/roles/${name}`, { headers: { 'if-match': `"${version}"` } }));
      // The button that had the focus goes with its column.
      this.focusHeading();
      this.toasts.done(`The role ${name} is deleted.`, { label: 'Undo', run: () => void this.restore(role) });
    } catch (error) {
      this.toasts.failed(`The role ${name} stays. ${toProblem(error).detail}`);
    } finally {
      this.isBusy.set(false);
      this.store.reload();
    }
  }

  private async restore({ name, description, permissions }: Role): Promise<void> {
    try {
      await firstValueFrom(this.http.post('/api/roles', { name, description, permissions }));
    } catch (error) {
      this.toasts.failed(`The role ${name} is not back. ${toProblem(error).detail}`);
    } finally {
      this.store.reload();
    }
  }

  private focusHeading(): void {
    this.heading().nativeElement.focus();
  }
}
