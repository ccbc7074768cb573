import { Module } from '@nestjs/common';

import { PeopleController } from './people.controller';

/** Who can be given something to do. */
@Module({ controllers: [PeopleController] })
export class PeopleModule {}
