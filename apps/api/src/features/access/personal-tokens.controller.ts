import { Body, Delete, Get, HttpStatus, Param, Post } from '@nestjs/common';
import { PersonalTokens, type Actor } from '@tocsin/access-control';
import {
  createPersonalTokenSchema,
  newPersonalTokenSchema,
  personalTokenSchema,
  personalTokensSchema,
  type CreatePersonalToken,
  type NewPersonalToken,
  type PersonalToken,
  type PersonalTokens as PersonalTokensView,
} from '@tocsin/api-contract';
import type { PersonalTokenEntity } from '@tocsin/database';
import { z } from 'zod';

import { CurrentActor, RequireSession } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';

/** Only for people: a token makes no token. */
@ApiController('tokens')
export class PersonalTokensController {
  constructor(private readonly tokens: PersonalTokens) {}

  @Get()
  @Bounded('nobody has more than 50')
  @RequireSession()
  @Answers(HttpStatus.OK, personalTokensSchema)
  async list(@CurrentActor() actor: Actor): Promise<PersonalTokensView> {
    return { tokens: (await this.tokens.list(actor)).map(view) };
  }

  @Post()
  @RequireSession()
  @Answers(HttpStatus.CREATED, newPersonalTokenSchema)
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: createPersonalTokenSchema }) wish: CreatePersonalToken,
  ): Promise<NewPersonalToken> {
    const { token, ...row } = await this.tokens.create(actor, wish);
    return { ...view(row), token };
  }

  @Delete(':id')
  @RequireSession()
  @Answers(HttpStatus.NO_CONTENT)
  revoke(@CurrentActor() actor: Actor, @Param('id', { schema: z.uuid() }) id: string): Promise<void> {
    return this.tokens.revoke(actor, id);
  }
}

function view(row: PersonalTokenEntity): PersonalToken {
  const { id, name, permissions, createdAt, expiresAt, lastUsedAt, lastAddress } = row;
  return personalTokenSchema.parse({
    id,
    name,
    permissions,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    lastAddress,
  });
}
