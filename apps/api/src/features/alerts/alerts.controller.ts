import { Get, HttpStatus, Param, Post, Query } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  alertListQuerySchema,
  alertNumberSchema,
  alertPageSchema,
  alertSchema,
  type Alert,
  type AlertListQuery,
  type AlertPage,
} from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { AlertList } from './alert-list';
import { AlertTriage } from './alert-triage';

@ApiController('alerts')
export class AlertsController {
  constructor(
    private readonly alerts: AlertList,
    private readonly triage: AlertTriage,
  ) {}

  @Get()
  @RequirePermission('alert.read')
  @Answers(HttpStatus.OK, alertPageSchema)
  list(@Query({ schema: alertListQuerySchema }) query: AlertListQuery): Promise<AlertPage> {
    return this.alerts.page(query);
  }

  @Get(':number')
  @RequirePermission('alert.read')
  @Answers(HttpStatus.OK, alertSchema)
  show(@Param('number', { schema: alertNumberSchema }) number: string): Promise<Alert> {
    return this.alerts.get(number);
  }

  @Post(':number/acknowledge')
  @RequirePermission('alert.acknowledge')
  @Answers(HttpStatus.OK, alertSchema)
  acknowledge(
    @CurrentActor() actor: Actor,
    @Param('number', { schema: alertNumberSchema }) number: string,
  ): Promise<Alert> {
    return this.triage.acknowledge(actor, number);
  }
}
