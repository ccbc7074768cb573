import { Body, Delete, Get, HttpStatus, Param, Post, Put, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { RoleInUse, Roles, type Actor } from '@tocsin/access-control';
import {
  changeRoleSchema,
  createRoleSchema,
  nameSchema,
  roleListSchema,
  roleSchema,
  type ChangeRole,
  type CreateRole,
  type Role,
  type RoleList,
} from '@tocsin/api-contract';

import { AccessOptions } from '../../access-options';
import { CurrentActor, RequirePermission, RequireSession } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { SeenVersion, VersionTag } from '../../http/entity-tag';

const IF_MATCH = { name: 'If-Match', description: 'ETag of the role as it was seen.', required: true } as const;

@ApiController('roles')
@UseInterceptors(VersionTag)
export class RolesController {
  constructor(
    private readonly roles: Roles,
    private readonly access: AccessOptions,
  ) {}

  @Get()
  @Bounded('five, and 100 of one’s own')
  @RequireSession()
  @Answers(HttpStatus.OK, roleListSchema)
  async list(): Promise<RoleList> {
    return { roles: await this.roles.list() };
  }

  @Post()
  @RequirePermission('account.manage')
  @Answers(HttpStatus.CREATED, roleSchema)
  create(@CurrentActor() actor: Actor, @Body({ schema: createRoleSchema }) role: CreateRole): Promise<Role> {
    return this.roles.create(actor, role);
  }

  @Get(':name')
  @RequireSession()
  @Answers(HttpStatus.OK, roleSchema)
  find(@Param('name', { schema: nameSchema }) name: string): Promise<Role> {
    return this.roles.find(name);
  }

  @Put(':name')
  @RequirePermission('account.manage')
  @ApiHeader(IF_MATCH)
  @Answers(HttpStatus.OK, roleSchema)
  change(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @SeenVersion() version: number,
    @Body({ schema: changeRoleSchema }) role: ChangeRole,
  ): Promise<Role> {
    return this.roles.change(actor, { name, version }, role);
  }

  @Delete(':name')
  @RequirePermission('account.manage')
  @ApiHeader(IF_MATCH)
  @Answers(HttpStatus.NO_CONTENT)
  async remove(
    @CurrentActor() actor: Actor,
    @Param('name', { schema: nameSchema }) name: string,
    @SeenVersion() version: number,
  ): Promise<void> {
    const groups = Object.entries(this.access.oidc?.groupRoles ?? {}).filter(([, role]) => role === name);
    if (groups.length > 0) throw new RoleInUse(groups.map(([group]) => `the group ${group} of single sign-on`));
    await this.roles.remove(actor, { name, version });
  }
}
