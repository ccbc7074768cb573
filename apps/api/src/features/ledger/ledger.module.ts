import { Module } from '@nestjs/common';
import { LedgerBook } from '@tocsin/ledger';

import { LedgerBatchList } from './ledger-batches';
import { LedgerController } from './ledger.controller';
import { LedgerView } from './ledger-view';
import { SourceAlarmList } from './source-alarm-list';

/** What became of what was accepted. */
@Module({
  controllers: [LedgerController],
  providers: [LedgerBatchList, LedgerBook, LedgerView, SourceAlarmList],
  exports: [LedgerBook],
})
export class LedgerModule {}
