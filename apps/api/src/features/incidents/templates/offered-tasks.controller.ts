import { Body, Get, HttpStatus, Param, Post } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  incidentItemsSchema,
  incidentNumberSchema,
  offeredTasksSchema,
  takeTasksSchema,
  type IncidentItems,
  type OfferedTasks,
  type TakeTasks,
} from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../../http/access';
import { Answers, ApiController, Bounded } from '../../../http/api-controller';
import { IncidentItemList } from '../incident-items';
import { TaskOffers } from './offered-tasks';

const NUMBER = { schema: incidentNumberSchema };

/** Tasks that templates have for an incident as it is now. */
@ApiController('incidents/:number/offered-tasks')
export class OfferedTasksController {
  constructor(
    private readonly offers: TaskOffers,
    private readonly items: IncidentItemList,
  ) {}

  @Get()
  @Bounded('one offer for each template')
  @RequirePermission('incident.read')
  @Answers(HttpStatus.OK, offeredTasksSchema)
  list(@CurrentActor() actor: Actor, @Param('number', NUMBER) number: string): Promise<OfferedTasks> {
    return this.offers.of(actor, number);
  }

  @Post()
  @RequirePermission('incident.handle')
  @Answers(HttpStatus.OK, incidentItemsSchema)
  async take(
    @CurrentActor() actor: Actor,
    @Param('number', NUMBER) number: string,
    @Body({ schema: takeTasksSchema }) wish: TakeTasks,
  ): Promise<IncidentItems> {
    await this.offers.take(actor, number, wish);
    return this.items.of(actor, number, 'task');
  }
}
