import { Get, HttpStatus, Query } from '@nestjs/common';
import { keyStaffQuerySchema, keyStaffSchema, type KeyStaff, type KeyStaffQuery } from '@tocsin/api-contract';

import { RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { KeyStaffList } from './key-staff';

@ApiController('key-staff')
export class KeyStaffController {
  constructor(private readonly staff: KeyStaffList) {}

  @Get()
  @Bounded('the first 500 by name')
  @RequirePermission('watchlist.read')
  @Answers(HttpStatus.OK, keyStaffSchema)
  find(@Query({ schema: keyStaffQuerySchema }) query: KeyStaffQuery): Promise<KeyStaff> {
    return this.staff.find(query);
  }
}
