import { Get, HttpStatus, Param, Query } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  alertFacetsQuerySchema,
  alertFacetsSchema,
  alertGroupPageSchema,
  alertGroupsQuerySchema,
  alertListQuerySchema,
  alertNumberSchema,
  alertPageSchema,
  alertSchema,
  type Alert,
  type AlertFacets,
  type AlertFilterQuery,
  type AlertGroupPage,
  type AlertGroupsQuery,
  type AlertListQuery,
  type AlertPage,
} from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { AlertFacetCounts } from './alert-facet-counts';
import { AlertGroups } from './alert-groups';
import { AlertList } from './alert-list';

@ApiController('alerts')
export class AlertsController {
  constructor(
    private readonly alerts: AlertList,
    private readonly counts: AlertFacetCounts,
    private readonly grouped: AlertGroups,
  ) {}

  @Get()
  @RequirePermission('alert.read')
  @Answers(HttpStatus.OK, alertPageSchema)
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: alertListQuerySchema }) query: AlertListQuery,
  ): Promise<AlertPage> {
    return this.alerts.page(query, actor.accountId);
  }

  @Get('facets')
  @Bounded('20 of each rule, entity and tag, and one for each person who has some')
  @RequirePermission('alert.read')
  @Answers(HttpStatus.OK, alertFacetsSchema)
  facets(
    @CurrentActor() actor: Actor,
    @Query({ schema: alertFacetsQuerySchema }) query: AlertFilterQuery,
  ): Promise<AlertFacets> {
    return this.counts.of(query, actor.accountId);
  }

  @Get('groups')
  @RequirePermission('alert.read')
  @Answers(HttpStatus.OK, alertGroupPageSchema)
  groups(
    @CurrentActor() actor: Actor,
    @Query({ schema: alertGroupsQuerySchema }) query: AlertGroupsQuery,
  ): Promise<AlertGroupPage> {
    return this.grouped.page(query, actor.accountId);
  }

  @Get(':number')
  @RequirePermission('alert.read')
  @Answers(HttpStatus.OK, alertSchema)
  show(@Param('number', { schema: alertNumberSchema }) number: string): Promise<Alert> {
    return this.alerts.get(number);
  }
}
