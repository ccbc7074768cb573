import { Clipboard } from '@angular/cdk/clipboard';
import { inject, Service, untracked } from '@angular/core';
import { Router } from '@angular/router';
import type { AlertSummary } from '@tocsin/api-contract';

import type { Command } from '../../../core/commands/command';
import { SessionStore } from '../../../core/session/session-store';
import { ServerClock } from '../../../core/time/server-clock';
import { Toasts } from '../../../core/toasts/toasts';
import { visibleString } from '../../../shared/text/visible-text';
import { conditionOf } from '../../../shared/value-menu/conditions';
import { ValueDeeds } from '../../../shared/value-menu/value-deeds';
import { blockedBy } from '../../../shared/value-menu/value-forms';
import { ValuePivots } from '../../../shared/value-menu/value-pivots';
import { IncidentDialogs } from '../../incidents/dialogs/incident-dialogs';
import { isSnoozed } from '../alert-views';
import { AlertExceptions } from '../exceptions/alert-exceptions';
import { AlertTriage } from '../live/alert-triage';
import { AlertDecisions } from '../triage/alert-decisions';
import { AlertDialogs } from '../triage/alert-dialogs';

const SECTION = 'On the open alert';
const nowhere = () => undefined;

/** What can be done with one alert, wherever it is shown. A command that cannot act now is not offered. */
@Service()
export class AlertCommands {
  private readonly clipboard = inject(Clipboard);
  private readonly clock = inject(ServerClock);
  private readonly decisions = inject(AlertDecisions);
  private readonly deeds = inject(ValueDeeds);
  private readonly dialogs = inject(AlertDialogs);
  private readonly exceptions = inject(AlertExceptions);
  private readonly incidents = inject(IncidentDialogs);
  private readonly pivots = inject(ValuePivots);
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  private readonly triage = inject(AlertTriage);

  /** @param goOn called when the alert is out of the way: to the next one. */
  on(alert: AlertSummary, goOn: () => void = nowhere): Command[] {
    const current = this.triage.view(alert);
    return [
      ...this.taking(alert),
      ...this.handling(current, goOn),
      ...this.escalating(alert),
      ...this.onEntity(alert),
      ...this.excepting(alert),
      this.copying(alert),
    ];
  }

  /** Taking back what was done last, wherever that was. */
  undoing(): Command[] {
    const undo = this.decisions.undo();
    if (undo === undefined) return [];
    return [{ id: 'undo', label: undo.label, section: 'Anywhere', keys: 'u', icon: 'retry', run: () => undo.run() }];
  }

  async resolve(alert: AlertSummary, goOn: () => void = nowhere): Promise<void> {
    const answer = await this.dialogs.resolve(alert);
    if (answer === undefined) return;
    goOn();
    await this.decisions.resolve(alert, answer.wish);
    if (answer.thenException) await this.exceptions.make(alert);
  }

  async snooze(alert: AlertSummary, goOn: () => void = nowhere): Promise<void> {
    const until = await this.dialogs.snooze(alert);
    if (until === undefined) return;
    goOn();
    await this.decisions.snooze(alert, until);
  }

  copyLink(alert: AlertSummary): void {
    const url = new URL(
      this.router.serializeUrl(this.router.createUrlTree(['/alerts', alert.number])),
      location.origin,
    );
    if (this.clipboard.copy(url.href)) this.toasts.done(`Link to ${alert.number} copied.`);
    else this.toasts.failed('The browser did not allow copying. Open the alert and copy its address.');
  }

  private taking(alert: AlertSummary): Command[] {
    if (!this.triage.canTake(alert)) return [];
    const run = () => void this.triage.take(alert);
    return [{ id: 'take', label: `Take ${alert.number}`, section: SECTION, keys: 'a', icon: 'hand', run }];
  }

  private handling(alert: AlertSummary, goOn: () => void): Command[] {
    if (!this.session.may('alert.handle')) return [];
    const comment = command('comment', `Comment on ${alert.number}`, 'm', () => void this.comment(alert));
    const tag = command('tag', `Tag ${alert.number}`, 't', () => void this.tag(alert));
    if (alert.status === 'resolved')
      return [command('reopen', `Reopen ${alert.number}`, 'e', () => void this.decisions.reopen(alert)), tag, comment];
    return [
      command('resolve', `Resolve ${alert.number}`, 'e', () => void this.resolve(alert, goOn)),
      command('assign', `Assign ${alert.number}`, 'shift+a', () => void this.assign(alert)),
      this.pausing(alert, goOn),
      tag,
      comment,
    ];
  }

  private pausing(alert: AlertSummary, goOn: () => void): Command {
    return isSnoozed(alert, untracked(this.clock.now))
      ? command('unsnooze', `End the snooze of ${alert.number}`, 'h', () => void this.decisions.unsnooze(alert))
      : command('snooze', `Snooze ${alert.number}`, 'h', () => void this.snooze(alert, goOn));
  }

  private escalating(alert: AlertSummary): Command[] {
    if (!this.session.may('incident.handle')) return [];
    return [command('incident', `${alert.number} to an incident`, 'i', () => void this.incidents.addAlert(alert))];
  }

  /** On whom the alert is about. */
  private onEntity({ number, entity, lastAt }: AlertSummary): Command[] {
    if (entity === null) return [];
    const { value } = entity;
    const condition = conditionOf(entity.field, value);
    const name = visibleString(value.slice(0, 60));
    const deeds = this.deeds;
    return [
      ...(condition !== undefined && this.session.may('event.read')
        ? [command('around', `Search around ${number}`, 's', () => this.pivots.around(condition, lastAt))]
        : []),
      ...(deeds.mayWatch ? [command('watch', `Watch ${name}`, 'w', () => void deeds.watch(value))] : []),
      ...(deeds.mayBlock && blockedBy(value) !== undefined
        ? [command('block', `Block ${name}`, 'b', () => void deeds.block(value))]
        : []),
    ];
  }

  private excepting(alert: AlertSummary): Command[] {
    if (!this.exceptions.mayMake) return [];
    const label = `An exception of the rule of ${alert.number}`;
    return [command('except', label, 'shift+e', () => void this.exceptions.make(alert))];
  }

  private copying(alert: AlertSummary): Command {
    const label = `Copy link to ${alert.number}`;
    return { id: 'copy-alert', label, section: SECTION, icon: 'link', run: () => this.copyLink(alert) };
  }

  private async assign(alert: AlertSummary): Promise<void> {
    const choice = await this.dialogs.assign(alert);
    if (choice !== undefined) await this.decisions.assign(alert, choice.to);
  }

  private async tag(alert: AlertSummary): Promise<void> {
    const wish = await this.dialogs.tag(alert);
    if (wish !== undefined) await this.decisions.tag(alert, wish);
  }

  private async comment(alert: AlertSummary): Promise<void> {
    const text = await this.dialogs.comment(alert);
    if (text !== undefined) await this.decisions.comment(alert, text);
  }
}

function command(id: string, label: string, keys: string, run: () => void): Command {
  return { id, label, section: SECTION, keys, run };
}
