import { Get, HttpStatus, Param } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  alertEntitiesSchema,
  alertNumberSchema,
  alertRelatedSchema,
  ruleRecordSchema,
  type AlertEntities,
  type AlertRelated,
  type RuleRecord,
} from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../../http/access';
import { Answers, ApiController, Bounded } from '../../../http/api-controller';
import { AlertEntityFacts } from './alert-entity-facts';
import { RelatedAlerts } from './related-alerts';
import { RuleRecords } from './rule-records';

/** What helps to judge an alert: whom it names, what else names them, and what its rule was worth so far. */
@ApiController('alerts/:number')
export class AlertContextController {
  constructor(
    private readonly facts: AlertEntityFacts,
    private readonly relatives: RelatedAlerts,
    private readonly records: RuleRecords,
  ) {}

  @Get('entities')
  @Bounded('at most 20')
  @RequirePermission('alert.read')
  @Answers(HttpStatus.OK, alertEntitiesSchema)
  entities(
    @CurrentActor() actor: Actor,
    @Param('number', { schema: alertNumberSchema }) number: string,
  ): Promise<AlertEntities> {
    return this.facts.of(actor, number);
  }

  @Get('related')
  @Bounded('at most 20 alerts, and the incidents one may see')
  @RequirePermission('alert.read')
  @Answers(HttpStatus.OK, alertRelatedSchema)
  related(
    @CurrentActor() actor: Actor,
    @Param('number', { schema: alertNumberSchema }) number: string,
  ): Promise<AlertRelated> {
    return this.relatives.of(actor, number);
  }

  @Get('rule-record')
  @RequirePermission('alert.read')
  @Answers(HttpStatus.OK, ruleRecordSchema)
  ruleRecord(@Param('number', { schema: alertNumberSchema }) number: string): Promise<RuleRecord> {
    return this.records.ofAlert(number);
  }
}
