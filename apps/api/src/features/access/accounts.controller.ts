import { Body, Get, HttpStatus, Param, Post, Put } from '@nestjs/common';
import { Accounts, type Actor, type SeenAccount } from '@tocsin/access-control';
import {
  accountListSchema,
  setRolesSchema,
  type ManagedAccount,
  type AccountList,
  type SetRoles,
} from '@tocsin/api-contract';
import { z } from 'zod';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { EndedSessions } from './ended-sessions';

@ApiController('accounts')
export class AccountsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly ended: EndedSessions,
  ) {}

  @Get()
  @Bounded('the first 2,000 by name')
  @RequirePermission('account.manage')
  @Answers(HttpStatus.OK, accountListSchema)
  async list(): Promise<AccountList> {
    return { accounts: (await this.accounts.list()).map(view) };
  }

  @Post(':id/disable')
  @RequirePermission('account.manage')
  @Answers(HttpStatus.NO_CONTENT)
  async disable(@CurrentActor() actor: Actor, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    await this.accounts.disable(actor, id);
  }

  @Post(':id/enable')
  @RequirePermission('account.manage')
  @Answers(HttpStatus.NO_CONTENT)
  async enable(@CurrentActor() actor: Actor, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    await this.accounts.enable(actor, id);
  }

  @Put(':id/roles')
  @RequirePermission('account.manage')
  @Answers(HttpStatus.NO_CONTENT)
  async setRoles(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: setRolesSchema }) wish: SetRoles,
  ): Promise<void> {
    await this.accounts.setRoles(actor, id, wish);
  }

  @Post(':id/sign-out')
  @RequirePermission('account.manage')
  @Answers(HttpStatus.NO_CONTENT)
  async signOut(@CurrentActor() actor: Actor, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    for (const session of await this.accounts.signOut(actor, id)) this.ended.tell(session);
  }
}

function view({ account, lastSeenAt }: SeenAccount): ManagedAccount {
  const { id, username, displayName, roles, createdAt, disabledAt } = account;
  return {
    ...{ id, username, displayName, roles },
    createdAt: createdAt.toISOString(),
    disabledAt: disabledAt?.toISOString() ?? null,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  };
}
