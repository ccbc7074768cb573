import { Module } from '@nestjs/common';

import { AlertHoursView } from './alert-hours';
import { HomeController } from './home.controller';
import { HomeDesk } from './home-desk';
import { HomeView } from './home-view';

/** The first screen: what changed, and who is there. */
@Module({ controllers: [HomeController], providers: [AlertHoursView, HomeDesk, HomeView] })
export class HomeModule {}
