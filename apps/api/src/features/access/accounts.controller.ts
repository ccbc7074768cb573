import { Get, HttpStatus, Param, Post } from '@nestjs/common';
import { Accounts, type Actor, type SeenAccount } from '@tocsin/access-control';
import { accountListSchema, type ManagedAccount, type AccountList } from '@tocsin/api-contract';
import { z } from 'zod';

import { CurrentActor, RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';

@ApiController('accounts')
export class AccountsController {
  constructor(private readonly accounts: Accounts) {}

  @Get()
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
}

function view({ account, lastSeenAt }: SeenAccount): ManagedAccount {
  const { id, username, displayName, permissions, createdAt, disabledAt } = account;
  return {
    ...{ id, username, displayName, permissions },
    createdAt: createdAt.toISOString(),
    disabledAt: disabledAt?.toISOString() ?? null,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  };
}
