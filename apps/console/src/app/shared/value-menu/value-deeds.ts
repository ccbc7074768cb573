import { Dialog } from '@angular/cdk/dialog';
import type { ComponentType } from '@angular/cdk/overlay';
import { createGlobalPositionStrategy } from '@angular/cdk/overlay';
import { HttpClient } from '@angular/common/http';
import { inject, Injector, Service } from '@angular/core';
import { firstValueFrom } from 'rxjs';

import { toProblem } from '../../core/api/problem';
import { SessionStore } from '../../core/session/session-store';
import { Toasts } from '../../core/toasts/toasts';
import type { IndicatorWish } from './deeds/indicator-dialog';
import { visibleString } from '../text/visible-text';
import type { ListedValue, ListWish } from './deeds/list-value-dialog';

/** What is done about a value, from wherever it is shown. Each asks first; without the permission it is not offered. */
@Service()
export class ValueDeeds {
  private readonly dialog = inject(Dialog);
  private readonly http = inject(HttpClient);
  private readonly injector = inject(Injector);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);

  get mayWatch(): boolean {
    return this.session.may('watchlist.manage');
  }

  get mayBlock(): boolean {
    return this.session.may('watchlist.manage') && this.session.may('block.manage');
  }

  get mayIndicate(): boolean {
    return this.session.may('incident.handle');
  }

  async watch(value: string): Promise<void> {
    const listed = await this.list({ kind: 'watchlist', value });
    if (listed === undefined) return;
    this.toasts.done(`${said(value)} is on ${listed.list}.`, {
      label: 'Undo',
      run: () => void this.takeOff(listed, value),
    });
  }

  async block(value: string): Promise<void> {
    const listed = await this.list({ kind: 'block', value });
    if (listed !== undefined) this.toasts.done(`${said(value)} is on ${listed.list}; firewalls fetch it from there.`);
  }

  /** @param note where it was seen. */
  async addToIncident(value: string, note: string): Promise<void> {
    const { IndicatorDialog } = await import('./deeds/indicator-dialog');
    const wish: IndicatorWish = { value, note };
    const number = await this.ask<string>(IndicatorDialog, 'Value to an incident', wish);
    if (number !== undefined) this.toasts.done(`${said(value)} is an indicator of ${number}.`);
  }

  private async list(wish: ListWish): Promise<ListedValue | undefined> {
    const { ListValueDialog } = await import('./deeds/list-value-dialog');
    return this.ask<ListedValue>(ListValueDialog, wish.kind === 'block' ? 'Block a value' : 'Watch a value', wish);
  }

  private async takeOff({ list, id }: ListedValue, value: string): Promise<void> {
    try {
      await firstValueFrom(this.http.delete(`/api/lists/${encodeURIComponent(list)}/entries/${id}`));
      this.toasts.done(`${said(value)} is off ${list} again.`);
    } catch (error) {
      this.toasts.failed(`${said(value)} is still on ${list}. ${toProblem(error).detail}`);
    }
  }

  /** A second press of the key while the code loads must not open a second layer. */
  private async ask<R>(component: ComponentType<unknown>, label: string, data: unknown): Promise<R | undefined> {
    if (this.dialog.openDialogs.length > 0) return undefined;
    const dialog = this.dialog.open<R, unknown, unknown>(component, {
      data,
      ariaLabel: label,
      backdropClass: 'scrim',
      autoFocus: '.first',
      positionStrategy: createGlobalPositionStrategy(this.injector).centerHorizontally().top('12vh'),
    });
    return firstValueFrom(dialog.closed);
  }
}

function said(value: string): string {
  return visibleString(value.slice(0, 100));
}
