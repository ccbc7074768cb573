import { Component, inject, signal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

import { toProblem, type Problem } from '../../../core/api/problem';
import { FirewallStore } from './firewall-store';

/** One line that makes an address for a firewall. */
@Component({
  selector: 'tocsin-new-firewall',
  imports: [MatIcon],
  template: `
    <form class="add" (submit)="$event.preventDefault(); make()">
      <label class="input">
        <input
          #nameBox
          type="text"
          maxlength="100"
          autocomplete="off"
          spellcheck="false"
          aria-label="Who fetches it"
          placeholder="Who fetches it, such as edge-fw-1"
          [value]="name()"
          (input)="name.set(nameBox.value)"
        />
      </label>
      <label class="input">
        <span class="visually-hidden">Gets</span>
        <select #what (input)="holds.set(what.value === 'domains' ? 'domains' : 'addresses')">
          <option value="addresses">addresses</option>
          <option value="domains">domains</option>
        </select>
      </label>
      <button class="button" type="submit" [attr.aria-disabled]="isSending() || name().trim() === ''">
        Make address
      </button>
    </form>
    @if (problem(); as failure) {
      <div class="banner error" role="alert">
        <mat-icon svgIcon="warning" />
        <span class="wrap">No address was made. {{ failure.detail }}</span>
      </div>
    }
  `,
  styleUrl: '../list/add-entry.scss',
})
export class NewFirewall {
  private readonly store = inject(FirewallStore);
  protected readonly name = signal('');
  protected readonly holds = signal<'addresses' | 'domains'>('addresses');
  protected readonly isSending = signal(false);
  protected readonly problem = signal<Problem | undefined>(undefined);

  protected async make(): Promise<void> {
    const name = this.name().trim();
    if (this.isSending() || name === '') return;
    this.isSending.set(true);
    this.problem.set(undefined);
    try {
      await this.store.create({ name, holds: this.holds() });
      this.name.set('');
    } catch (error) {
      this.problem.set(toProblem(error));
    } finally {
      this.isSending.set(false);
    }
  }
}
