import { Get, HttpStatus } from '@nestjs/common';
import { peopleSchema, type People } from '@tocsin/api-contract';
import { AccountEntity } from '@tocsin/database';
import { DataSource, IsNull } from 'typeorm';

import { RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';

@ApiController('people')
export class PeopleController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @Bounded('the first 2,000 by name')
  @RequirePermission('alert.read')
  @Answers(HttpStatus.OK, peopleSchema)
  async list(): Promise<People> {
    const people = await this.dataSource.getRepository(AccountEntity).find({
      select: { id: true, username: true, displayName: true },
      where: { disabledAt: IsNull() },
      order: { displayName: 'ASC', username: 'ASC' },
      take: 2_000,
    });
    return { people: people.map(({ id, username, displayName }) => ({ id, username, displayName })) };
  }
}
