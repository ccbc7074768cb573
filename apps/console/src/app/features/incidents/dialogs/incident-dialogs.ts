import { Dialog } from '@angular/cdk/dialog';
import type { ComponentType } from '@angular/cdk/overlay';
import { createGlobalPositionStrategy } from '@angular/cdk/overlay';
import { inject, Injector, Service } from '@angular/core';
import { Router } from '@angular/router';
import type { AlertSummary, CreateIncident, Incident, MergeIncident } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem } from '../../../core/api/problem';
import { Toasts } from '../../../core/toasts/toasts';
import { IncidentApi } from '../incident-api';
import type { IncidentForAlert } from './incident-for-alert';

/** The questions about incidents, from wherever they are asked. */
@Service()
export class IncidentDialogs {
  private readonly dialog = inject(Dialog);
  private readonly injector = inject(Injector);
  private readonly api = inject(IncidentApi);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  /** Asks for the first words about a new incident, makes it and opens it. */
  async create(): Promise<void> {
    const { NewIncidentDialog } = await import('./new-incident-dialog');
    const wish = await this.ask<Partial<CreateIncident>>(NewIncidentDialog, 'New incident', undefined);
    if (wish !== undefined) await this.make(wish);
  }

  /** Asks which incident an alert belongs to, and makes it so: an escalation is one step. */
  async addAlert(alert: AlertSummary): Promise<void> {
    const { ToIncidentDialog } = await import('./to-incident-dialog');
    const choice = await this.ask<IncidentForAlert>(ToIncidentDialog, `${alert.number} to an incident`, alert);
    if (choice === undefined) return;
    if ('title' in choice) await this.make({ title: choice.title, alerts: [alert.number] });
    else await this.link(choice.number, alert);
  }

  /** Asks which incident an event belongs to, and keeps a copy of it there. */
  async addEvent(id: string, message: string): Promise<void> {
    const { ToIncidentDialog } = await import('./to-incident-dialog');
    const title =
      message
        .replace(/\p{Cc}+/gu, ' ')
        .trim()
        .slice(0, 300) || 'An event';
    const subject = { number: 'Event', title };
    const choice = await this.ask<IncidentForAlert>(ToIncidentDialog, 'Event to an incident', subject);
    if (choice === undefined) return;
    try {
      const isNew = 'title' in choice;
      const number = isNew ? (await this.api.create({ title: choice.title })).number : choice.number;
      await this.api.changeEvents(number, { add: [id] });
      const undo = { label: 'Undo', run: () => void this.takeOut(number, id) };
      this.toasts.done(`The event is kept in ${number}.`, undo);
      if (isNew) await this.router.navigate(['/incidents', number]);
    } catch (error) {
      this.toasts.failed(`The event was not added. ${toProblem(error).detail}`);
    }
  }

  /** Asks of which incident this one is a part, makes it so, and goes there. */
  async merge(incident: Incident): Promise<void> {
    const { MergeDialog } = await import('../merge/merge-dialog');
    const { number } = incident;
    const wish = await this.ask<MergeIncident>(MergeDialog, `Merge ${number} into another`, incident);
    if (wish === undefined) return;
    try {
      await this.api.merge(number, wish);
      this.toasts.done(`${number} is part of ${wish.into}.`, { label: 'Undo', run: () => void this.unmerge(number) });
      await this.router.navigate(['/incidents', wish.into]);
    } catch (error) {
      this.toasts.failed(`${number} was not merged. ${toProblem(error).detail}`);
    }
  }

  private async unmerge(number: string): Promise<void> {
    try {
      await this.api.unmerge(number);
      this.toasts.done(`${number} stands for itself again.`);
    } catch (error) {
      this.toasts.failed(`${number} stays a part. ${toProblem(error).detail}`);
    }
  }

  private async make(wish: Partial<CreateIncident>): Promise<void> {
    try {
      const { number } = await this.api.create(wish);
      this.toasts.done(`${number} is open.`);
      await this.router.navigate(['/incidents', number]);
    } catch (error) {
      this.toasts.failed(`No incident was made. ${toProblem(error).detail}`);
    }
  }

  private async link(number: string, alert: AlertSummary): Promise<void> {
    try {
      await this.api.link(number, { add: [alert.number] });
      const undo = { label: 'Undo', run: () => void this.unlink(number, alert) };
      this.toasts.done(`${alert.number} belongs to ${number}.`, undo);
    } catch (error) {
      this.toasts.failed(`${alert.number} was not added to ${number}. ${toProblem(error).detail}`);
    }
  }

  private async unlink(number: string, alert: AlertSummary): Promise<void> {
    try {
      await this.api.link(number, { remove: [alert.number] });
    } catch (error) {
      this.toasts.failed(`${alert.number} still belongs to ${number}. ${toProblem(error).detail}`);
    }
  }

  private async takeOut(number: string, event: string): Promise<void> {
    try {
      await this.api.changeEvents(number, { remove: [event] });
    } catch (error) {
      this.toasts.failed(`The event is still kept in ${number}. ${toProblem(error).detail}`);
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
