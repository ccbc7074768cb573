import { Body, Param } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  alertNumberSchema,
  commentAlertSchema,
  snoozeAlertSchema,
  tagAlertSchema,
  unsnoozeAlertSchema,
  type Alert,
  type CommentAlert,
  type SnoozeAlert,
  type TagAlert,
  type UnsnoozeAlert,
} from '@tocsin/api-contract';

import { CurrentActor } from '../../http/access';
import { ApiController } from '../../http/api-controller';
import { AlertCommand } from './alert-command';
import { AlertNotes } from './alert-notes';
import { AlertPause } from './alert-pause';

/** What people do to an alert without ending it. */
@ApiController('alerts')
export class AlertNotesController {
  constructor(
    private readonly pause: AlertPause,
    private readonly notes: AlertNotes,
  ) {}

  @AlertCommand('snooze')
  snooze(
    @CurrentActor() actor: Actor,
    @Param('number', { schema: alertNumberSchema }) number: string,
    @Body({ schema: snoozeAlertSchema }) wish: SnoozeAlert,
  ): Promise<Alert> {
    return this.pause.snooze(actor, number, wish);
  }

  @AlertCommand('unsnooze')
  unsnooze(
    @CurrentActor() actor: Actor,
    @Param('number', { schema: alertNumberSchema }) number: string,
    @Body({ schema: unsnoozeAlertSchema }) wish: UnsnoozeAlert,
  ): Promise<Alert> {
    return this.pause.unsnooze(actor, number, wish);
  }

  @AlertCommand('comments')
  comment(
    @CurrentActor() actor: Actor,
    @Param('number', { schema: alertNumberSchema }) number: string,
    @Body({ schema: commentAlertSchema }) wish: CommentAlert,
  ): Promise<Alert> {
    return this.notes.comment(actor, number, wish);
  }

  @AlertCommand('tags')
  tag(
    @CurrentActor() actor: Actor,
    @Param('number', { schema: alertNumberSchema }) number: string,
    @Body({ schema: tagAlertSchema }) wish: TagAlert,
  ): Promise<Alert> {
    return this.notes.tag(actor, number, wish);
  }
}
