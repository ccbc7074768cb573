import { Body, Get, HttpStatus, Param, Query } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  alertHistoryPageSchema,
  alertHistoryQuerySchema,
  alertNumberSchema,
  assignAlertSchema,
  reopenAlertSchema,
  resolveAlertSchema,
  type Alert,
  type AlertHistoryPage,
  type AlertHistoryQuery,
  type AssignAlert,
  type ReopenAlert,
  type ResolveAlert,
} from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { AlertCommand } from './alert-command';
import { AlertHistory } from './alert-history';
import { AlertTriage } from './alert-triage';

@ApiController('alerts')
export class AlertTriageController {
  constructor(
    private readonly triage: AlertTriage,
    private readonly past: AlertHistory,
  ) {}

  @Get(':number/history')
  @RequirePermission('alert.read')
  @Answers(HttpStatus.OK, alertHistoryPageSchema)
  history(
    @Param('number', { schema: alertNumberSchema }) number: string,
    @Query({ schema: alertHistoryQuerySchema }) query: AlertHistoryQuery,
  ): Promise<AlertHistoryPage> {
    return this.past.page(number, query);
  }

  @AlertCommand('acknowledge', 'alert.acknowledge')
  acknowledge(
    @CurrentActor() actor: Actor,
    @Param('number', { schema: alertNumberSchema }) number: string,
  ): Promise<Alert> {
    return this.triage.acknowledge(actor, number);
  }

  @AlertCommand('assign')
  assign(
    @CurrentActor() actor: Actor,
    @Param('number', { schema: alertNumberSchema }) number: string,
    @Body({ schema: assignAlertSchema }) wish: AssignAlert,
  ): Promise<Alert> {
    return this.triage.assign(actor, number, wish);
  }

  @AlertCommand('resolve')
  resolve(
    @CurrentActor() actor: Actor,
    @Param('number', { schema: alertNumberSchema }) number: string,
    @Body({ schema: resolveAlertSchema }) wish: ResolveAlert,
  ): Promise<Alert> {
    return this.triage.resolve(actor, number, wish);
  }

  @AlertCommand('reopen')
  reopen(
    @CurrentActor() actor: Actor,
    @Param('number', { schema: alertNumberSchema }) number: string,
    @Body({ schema: reopenAlertSchema }) wish: ReopenAlert,
  ): Promise<Alert> {
    return this.triage.reopen(actor, number, wish);
  }
}
