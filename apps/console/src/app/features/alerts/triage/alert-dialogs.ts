import { Dialog } from '@angular/cdk/dialog';
import { createGlobalPositionStrategy } from '@angular/cdk/overlay';
import type { ComponentType } from '@angular/cdk/overlay';
import { inject, Injector, Service } from '@angular/core';
import type { AlertSetAction, AlertSummary, RuleException } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import type { Assignment } from './assignment';
import type { ResolveWish } from './resolve-dialog';
import type { Subject } from './subject';
import type { TagWish } from './tag-words';

type ResolveMany = Omit<Extract<AlertSetAction, { kind: 'resolve' }>, 'kind'>;

/** The questions about one alert, or many. Each answers what was chosen, or `undefined`; the focus goes back to where it was. */
@Service()
export class AlertDialogs {
  private readonly dialog = inject(Dialog);
  private readonly injector = inject(Injector);

  async resolve(alert: AlertSummary): Promise<ResolveWish | undefined> {
    const { ResolveDialog } = await import('./resolve-dialog');
    return this.ask<ResolveWish>(ResolveDialog, `Resolve ${alert.number}`, alert);
  }

  async resolveMany(subject: Subject): Promise<ResolveMany | undefined> {
    const { ResolveManyDialog } = await import('./resolve-many-dialog');
    return this.ask<ResolveMany>(ResolveManyDialog, `Resolve ${subject.number}`, subject);
  }

  async tag(subject: Subject): Promise<TagWish | undefined> {
    const { TagDialog } = await import('./tag-dialog');
    return this.ask<TagWish>(TagDialog, `Tag ${subject.number}`, subject);
  }

  async assign(alert: Subject): Promise<Assignment | undefined> {
    const { AssignDialog } = await import('./assign-dialog');
    return this.ask<Assignment>(AssignDialog, `Assign ${alert.number}`, alert);
  }

  async snooze(alert: Subject): Promise<string | undefined> {
    const { SnoozeDialog } = await import('./snooze-dialog');
    return this.ask<string>(SnoozeDialog, `Snooze ${alert.number}`, alert);
  }

  async makeException(alert: AlertSummary): Promise<RuleException | undefined> {
    const { ExceptionDialog } = await import('../exceptions/exception-dialog');
    return this.ask<RuleException>(ExceptionDialog, `An exception of the rule of ${alert.number}`, alert.number);
  }

  async comment(alert: AlertSummary): Promise<string | undefined> {
    const { CommentDialog } = await import('./comment-dialog');
    return this.ask<string>(CommentDialog, `Comment on ${alert.number}`, alert);
  }

  /** A second press of the key while the code loads must not open a second layer. */
  private async ask<R>(
    component: ComponentType<unknown>,
    label: string,
    alert: Subject | string,
  ): Promise<R | undefined> {
    if (this.dialog.openDialogs.length > 0) return undefined;
    const positionStrategy = createGlobalPositionStrategy(this.injector).centerHorizontally().top('12vh');
    const dialog = this.dialog.open<R, Subject | string, unknown>(component, {
      data: alert,
      ariaLabel: label,
      backdropClass: 'scrim',
      autoFocus: '.first',
      positionStrategy,
    });
    return firstValueFrom(dialog.closed);
  }
}
