import { Get, HttpStatus } from '@nestjs/common';
import { roleList } from '@tocsin/access-control';
import { roleListSchema, type RoleList } from '@tocsin/api-contract';

import { RequireSession } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';

@ApiController('roles')
export class RolesController {
  @Get()
  @RequireSession()
  @Answers(HttpStatus.OK, roleListSchema)
  list(): RoleList {
    return roleList();
  }
}
