import { Module } from '@nestjs/common';

import { AccessModule } from '../features/access/access.module';
import { AlertsModule } from '../features/alerts/alerts.module';
import { IncidentsModule } from '../features/incidents/incidents.module';
import { ShiftModule } from '../features/shift/shift.module';
import { StatusModule } from '../features/status/status.module';
import { AlertFeed } from './alert-feed';
import { AlertRevision } from './alert-revision';
import { AskedFeeds } from './asked-feeds';
import { Door } from './door';
import { Feeds, Greeting } from './greeting';
import { IncidentFeed } from './incident-feed';
import { LiveGateway } from './live.gateway';
import { LiveSockets } from './live-sockets';
import { OpenConnections } from './open-connections';
import { PresenceFeed } from './presence/presence-feed';
import { ShiftFeed } from './shift-feed';
import { StatusFeed } from './status-feed';
import { TailFeed } from './tail-feed';
import { OpenTexts } from './texts/open-texts';
import { TextAccess } from './texts/text-access';
import { TextDesk, TextParts } from './texts/text-desk';
import { TextNewsFeed, TextWatch } from './texts/text-news';
import { TextPresence } from './texts/text-presence';

/** What open consoles are told without asking. */
@Module({
  imports: [AccessModule, AlertsModule, IncidentsModule, ShiftModule, StatusModule],
  providers: [
    AlertFeed,
    AlertRevision,
    AskedFeeds,
    Door,
    Feeds,
    Greeting,
    IncidentFeed,
    LiveGateway,
    LiveSockets,
    OpenConnections,
    PresenceFeed,
    ShiftFeed,
    StatusFeed,
    OpenTexts,
    TailFeed,
    TextAccess,
    TextDesk,
    TextNewsFeed,
    TextParts,
    TextPresence,
    TextWatch,
  ],
})
export class LiveModule {}
