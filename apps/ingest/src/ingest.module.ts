import { Module, type DynamicModule } from '@nestjs/common';
import { BatchOutcomes, Claims, PostgresBatchOutcomes, PostgresClaims } from '@tocsin/ledger';

import { AcceptedBatches } from './batches/accepted-batches';
import { BatchPublisher } from './batches/batch-publisher';
import { BatchServices } from './batches/batch-services';
import { IntakeState } from './batches/intake-state';
import { ResendMemory } from './batches/resend-memory';
import { CefController } from './endpoints/cef/cef.controller';
import { CustomController } from './endpoints/custom/custom.controller';
import { BulkController } from './endpoints/elasticsearch/bulk.controller';
import { DocumentController } from './endpoints/elasticsearch/documents/document.controller';
import { ProbesController } from './endpoints/elasticsearch/probes/probes.controller';
import { EventsController } from './endpoints/events/events.controller';
import { GelfController } from './endpoints/gelf/gelf.controller';
import { Intake } from './endpoints/intake';
import { LokiController } from './endpoints/loki/loki.controller';
import { OtlpController } from './endpoints/otlp/otlp.controller';
import { ReceiptDesk } from './endpoints/receipts/receipt-desk';
import { ReceiptsController } from './endpoints/receipts/receipts.controller';
import { Reception } from './endpoints/reception';
import { Refusals } from './endpoints/refusals';
import { HecController } from './endpoints/splunk/hec.controller';
import { StatusController } from './endpoints/status.controller';
import { INGEST_OPTIONS } from './ingest-options';
import type { IngestOptions } from './ingest.config';
import { IngestMetrics } from './ingest.metrics';
import { Acceptances } from './ledger/acceptances';
import { ClaimBook } from './ledger/claim-book';
import { ClaimNumbers } from './ledger/claim-numbers';
import { Admission } from './limits/admission';
import { EventRates } from './limits/event-rates';
import { InFlight } from './limits/in-flight';
import { LastConnections } from './limits/last-connections';
import { UnderWay } from './limits/under-way';
import { Outlets } from './listeners/syslog/batches/outlets';
import { SyslogListeners } from './listeners/syslog/syslog-listeners';
import { SyslogMetrics } from './listeners/syslog/syslog.metrics';
import { ShippersModule } from './shippers/shippers.module';
import { openSpool } from './spool/open-spool';
import { Replayer } from './spool/replayer';
import { Spool } from './spool/spool';
import { SpoolMetrics } from './spool/spool.metrics';
import { SpoolReadiness } from './spool/spool-readiness';

/**
 * The front door. Its endpoints read the request themselves, as a stream: the application must not parse bodies before them.
 * Needs `MessageBus`, `DatabaseModule` and what `ObservabilityModule` gives.
 */
@Module({})
export class IngestModule {
  static register(options: IngestOptions): DynamicModule {
    return {
      module: IngestModule,
      imports: [ShippersModule.register(options)],
      // The probes' paths match nearly everything: they come last.
      controllers: [
        EventsController,
        BulkController,
        DocumentController,
        CefController,
        CustomController,
        HecController,
        GelfController,
        OtlpController,
        LokiController,
        ReceiptsController,
        StatusController,
        ProbesController,
      ],
      providers: [
        { provide: INGEST_OPTIONS, useValue: options },
        { provide: BatchOutcomes, useClass: PostgresBatchOutcomes },
        { provide: Claims, useClass: PostgresClaims },
        { provide: Spool, useFactory: (metrics: SpoolMetrics) => openSpool(options, metrics), inject: [SpoolMetrics] },
        Acceptances,
        AcceptedBatches,
        Admission,
        BatchPublisher,
        BatchServices,
        ClaimBook,
        ClaimNumbers,
        EventRates,
        IngestMetrics,
        InFlight,
        Intake,
        IntakeState,
        LastConnections,
        Outlets,
        ReceiptDesk,
        Reception,
        Refusals,
        Replayer,
        ResendMemory,
        SpoolMetrics,
        SpoolReadiness,
        SyslogListeners,
        SyslogMetrics,
        UnderWay,
      ],
    };
  }
}
