import { Get, HttpStatus, Query } from '@nestjs/common';
import { parkedListQuerySchema, parkedPageSchema, type ParkedListQuery, type ParkedPage } from '@tocsin/api-contract';

import { RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { ParkedEvents } from './parked-events';

@ApiController('parked')
export class ParkedController {
  constructor(private readonly parked: ParkedEvents) {}

  @Get()
  @RequirePermission('parked.read')
  @Answers(HttpStatus.OK, parkedPageSchema)
  list(@Query({ schema: parkedListQuerySchema }) query: ParkedListQuery): Promise<ParkedPage> {
    return this.parked.page(query);
  }
}
