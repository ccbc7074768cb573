import { Body, Get, HttpStatus, Post, Query } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import {
  alertHoursSchema,
  homeDoneSchema,
  homeQuerySchema,
  homeSchema,
  type AlertHours,
  type Home,
  type HomeDone,
  type HomeQuery,
} from '@tocsin/api-contract';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { AlertHoursView } from './alert-hours';
import { HomeDesk } from './home-desk';
import { HomeView } from './home-view';

@ApiController('home')
export class HomeController {
  constructor(
    private readonly home: HomeView,
    private readonly desk: HomeDesk,
    private readonly hours: AlertHoursView,
  ) {}

  @Get()
  @Bounded('at most 500 of each kind of change')
  @RequirePermission('status.read')
  @Answers(HttpStatus.OK, homeSchema)
  show(@CurrentActor() actor: Actor, @Query({ schema: homeQuerySchema }) query: HomeQuery): Promise<Home> {
    return this.home.show(actor, query);
  }

  @Get('alert-hours')
  @Bounded('one for each hour of a week')
  @RequirePermission('alert.read')
  @Answers(HttpStatus.OK, alertHoursSchema)
  alertHours(@Query({ schema: homeQuerySchema }) query: HomeQuery): Promise<AlertHours> {
    return this.hours.show(query);
  }

  @Post('done')
  @RequirePermission('status.read')
  @Answers(HttpStatus.NO_CONTENT)
  done(@CurrentActor() actor: Actor, @Body({ schema: homeDoneSchema }) done: HomeDone): Promise<void> {
    return this.desk.mark(actor, done);
  }
}
