import { Component, computed, inject } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

import { Failed } from '../../../shared/failed';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { RoleStore } from './role-store';

/** What each role may do. */
@Component({
  selector: 'tocsin-role-matrix',
  imports: [Failed, MatIcon, SkeletonRows],
  template: `
    <div class="pane-head"><h2>Roles</h2></div>
    @if (store.problem(); as problem) {
      <tocsin-failed what="The roles could not be loaded" [problem]="problem" (retry)="store.reload()" />
    } @else if (store.roles().length === 0) {
      <tocsin-skeleton-rows [rows]="3" />
    } @else {
      <div class="scroll" tabindex="0" role="group" aria-label="What each role may do">
        <table class="data" aria-label="Permissions by role">
          <thead>
            <tr>
              <th scope="col">Permission</th>
              @for (role of store.roles(); track role.name) {
                <th scope="col" [title]="role.description">{{ role.name }}</th>
              }
            </tr>
          </thead>
          <tbody>
            @for (permission of permissions(); track permission) {
              <tr>
                <th scope="row" class="mono">{{ permission }}</th>
                @for (role of store.roles(); track role.name) {
                  <td>
                    @if (role.permissions.includes(permission)) {
                      <mat-icon svgIcon="check" class="small" aria-label="yes" />
                    } @else {
                      <span class="visually-hidden">no</span>
                    }
                  </td>
                }
              </tr>
            }
          </tbody>
        </table>
      </div>
    }
  `,
  styles: `
    .scroll {
      overflow-x: auto;
    }
  `,
})
export class RoleMatrix {
  protected readonly store = inject(RoleStore);
  protected readonly permissions = computed(() =>
    [...new Set(this.store.roles().flatMap(({ permissions }) => permissions))].sort(),
  );
}
