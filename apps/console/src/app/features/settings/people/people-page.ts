import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, signal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { CreatedInvitation } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem, type Problem } from '../../../core/api/problem';
import { Avatar } from '../../../core/people/avatar';
import { SessionStore } from '../../../core/session/session-store';
import { Moment } from '../../../core/time/moment';
import { CopyButton } from '../../../shared/copy-button';
import { SettingsFrame } from '../settings-frame';
import { AccountsTable } from './accounts-table';
import { RoleMatrix } from './role-matrix';
import { RoleStore } from './role-store';

/** Oneself, and the way to bring a colleague in. */
@Component({
  selector: 'tocsin-people-page',
  imports: [AccountsTable, Avatar, CopyButton, MatIcon, Moment, RoleMatrix, SettingsFrame],
  providers: [RoleStore],
  templateUrl: './people-page.html',
  styles: `
    .you {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-2);
    }

    .invite {
      display: grid;
      justify-items: start;
      gap: var(--space-2);
      max-width: 44rem;
    }

    .secret {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: start;
      gap: var(--space-2);
      width: 100%;
    }
  `,
})
export class PeoplePage {
  private readonly http = inject(HttpClient);
  protected readonly session = inject(SessionStore);
  protected readonly roles = inject(RoleStore);
  /** What the invited is to be. */
  protected readonly role = signal('responder');
  protected readonly isAsking = signal(false);
  protected readonly invitation = signal<CreatedInvitation | undefined>(undefined);
  protected readonly problem = signal<Problem | undefined>(undefined);
  /** As one can send it to somebody: whole, also when the server names only the path. */
  protected readonly link = computed(() => {
    const invitation = this.invitation();
    return invitation ? new URL(invitation.url, location.origin).href : '';
  });

  protected async invite(): Promise<void> {
    if (this.isAsking()) return;
    this.isAsking.set(true);
    this.problem.set(undefined);
    try {
      this.invitation.set(
        await firstValueFrom(this.http.post<CreatedInvitation>('/api/invitations', { roles: [this.role()] })),
      );
    } catch (error) {
      this.problem.set(toProblem(error));
    } finally {
      this.isAsking.set(false);
    }
  }
}
