import { Module } from '@nestjs/common';

import { SavedSearches } from './saved-searches';
import { SavedSearchesController } from './saved-searches.controller';

/** Searches kept under a name. */
@Module({ controllers: [SavedSearchesController], providers: [SavedSearches] })
export class SavedSearchesModule {}
