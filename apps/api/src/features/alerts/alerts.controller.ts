import { Get, HttpStatus, Param, Query } from '@nestjs/common';
import {
  alertListQuerySchema,
  alertNumberSchema,
  alertPageSchema,
  alertSchema,
  type Alert,
  type AlertListQuery,
  type AlertPage,
} from '@tocsin/api-contract';

import { RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { AlertList } from './alert-list';

@ApiController('alerts')
export class AlertsController {
  constructor(private readonly alerts: AlertList) {}

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
}
