import { Module } from '@nestjs/common';

import { AccessModule } from '../features/access/access.module';
import { AlertsModule } from '../features/alerts/alerts.module';
import { IncidentsModule } from '../features/incidents/incidents.module';
import { StatusModule } from '../features/status/status.module';
import { AlertFeed } from './alert-feed';
import { AlertRevision } from './alert-revision';
import { Door } from './door';
import { Greeting } from './greeting';
import { IncidentFeed } from './incident-feed';
import { LiveGateway } from './live.gateway';
import { LiveSockets } from './live-sockets';
import { OpenConnections } from './open-connections';
import { StatusFeed } from './status-feed';
import { TailFeed } from './tail-feed';

/** What open consoles are told without asking. */
@Module({
  imports: [AccessModule, AlertsModule, IncidentsModule, StatusModule],
  providers: [
    AlertFeed,
    AlertRevision,
    Door,
    Greeting,
    IncidentFeed,
    LiveGateway,
    LiveSockets,
    OpenConnections,
    StatusFeed,
    TailFeed,
  ],
})
export class LiveModule {}
