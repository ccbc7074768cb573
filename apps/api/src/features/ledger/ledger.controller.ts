import { Get, HttpStatus, Query } from '@nestjs/common';
import {
  ledgerBatchesQuerySchema,
  ledgerBatchesSchema,
  ledgerFrontendsSchema,
  ledgerQuerySchema,
  ledgerSchema,
  sourceAlarmsSchema,
  type Ledger,
  type LedgerBatches,
  type LedgerBatchesQuery,
  type LedgerFrontends,
  type LedgerQuery,
  type SourceAlarms,
} from '@tocsin/api-contract';

import { RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { LedgerBatchList } from './ledger-batches';
import { SourceAlarmList } from './source-alarm-list';
import { LedgerView } from './ledger-view';

@ApiController('ledger')
export class LedgerController {
  constructor(
    private readonly view: LedgerView,
    private readonly list: LedgerBatchList,
    private readonly sources: SourceAlarmList,
  ) {}

  @Get()
  @Bounded('at most 1,500 times, or one row for each source')
  @RequirePermission('source.read')
  @Answers(HttpStatus.OK, ledgerSchema)
  show(@Query({ schema: ledgerQuerySchema }) query: LedgerQuery): Promise<Ledger> {
    return this.view.show(query);
  }

  @Get('batches')
  @RequirePermission('source.read')
  @Answers(HttpStatus.OK, ledgerBatchesSchema)
  batches(@Query({ schema: ledgerBatchesQuerySchema }) query: LedgerBatchesQuery): Promise<LedgerBatches> {
    return this.list.page(query);
  }

  @Get('alarms')
  @Bounded('the 2,000 oldest that go on')
  @RequirePermission('source.read')
  @Answers(HttpStatus.OK, sourceAlarmsSchema)
  alarms(): Promise<SourceAlarms> {
    return this.sources.open();
  }

  @Get('frontends')
  @Bounded('one for each front end')
  @RequirePermission('source.read')
  @Answers(HttpStatus.OK, ledgerFrontendsSchema)
  frontends(): Promise<LedgerFrontends> {
    return this.list.frontends();
  }
}
