import { Module, type DynamicModule } from '@nestjs/common';
import { LedgerBook, Reconciliation } from '@tocsin/ledger';
import { FrontBacklogs } from '@tocsin/messaging';
import { RulesModule } from '@tocsin/rules';

import type { AlertingOptions } from './alerting.config';
import { ALERTING_OPTIONS } from './alerting-options';
import { AlertingReadiness } from './alerting-readiness';
import { EventsBacklog } from './backlog/events-backlog';
import { CONTINUITY } from './continuity';
import { AlertGrouping } from './grouping/alert-grouping';
import { LedgerFigures } from './ledger/ledger-figures';
import { LedgerServices, LedgerWatch } from './ledger/ledger-watch';
import { AlertNews } from './raising/alert-news';
import { AlertRaiser } from './raising/alert-raiser';
import { SCHEDULED } from './scheduled';
import { SignalConsumer } from './signals/signal-consumer';

/** Decides what deserves a person. Needs `MessageBus`, `EventStore`, `DataSource` and what `ObservabilityModule` gives. */
@Module({})
export class AlertingModule {
  static register(options: AlertingOptions): DynamicModule {
    return {
      module: AlertingModule,
      imports: [RulesModule],
      providers: [
        { provide: ALERTING_OPTIONS, useValue: options },
        AlertGrouping,
        AlertingReadiness,
        AlertNews,
        AlertRaiser,
        EventsBacklog,
        FrontBacklogs,
        LedgerBook,
        LedgerFigures,
        LedgerServices,
        LedgerWatch,
        Reconciliation,
        SignalConsumer,
        ...CONTINUITY,
        ...SCHEDULED,
      ],
    };
  }
}
