import { Body, Get, HttpStatus, Post, Req } from '@nestjs/common';
import { OwnPasskeys, type Actor } from '@tocsin/access-control';
import {
  addPasskeySchema,
  passkeyOptionsSchema,
  passkeysSchema,
  provePasswordSchema,
  removePasskeySchema,
  type AddPasskey,
  type PasskeyOptions,
  type Passkeys,
  type ProvePassword,
  type RemovePasskey,
} from '@tocsin/api-contract';
import type { Request } from 'express';

import { CurrentActor, RequireSession } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { toRegistration } from './webauthn-json';
import { PasskeySite } from './relying-party';

@ApiController('session/factors/passkeys')
export class OwnPasskeysController {
  constructor(
    private readonly passkeys: OwnPasskeys,
    private readonly site: PasskeySite,
  ) {}

  @Get()
  @Bounded('nobody has more than 20')
  @RequireSession()
  @Answers(HttpStatus.OK, passkeysSchema)
  async list(@CurrentActor() actor: Actor, @Req() request: Request): Promise<Passkeys> {
    const items = (await this.passkeys.list(actor)).map(({ id, name, createdAt, lastUsedAt }) => ({
      ...{ id, name, createdAt: createdAt.toISOString() },
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    }));
    return { isPossible: this.site.find(request) !== undefined, items };
  }

  @Post('options')
  @RequireSession()
  @Answers(HttpStatus.OK, passkeyOptionsSchema)
  async begin(
    @CurrentActor() actor: Actor,
    @Body({ schema: provePasswordSchema }) { password }: ProvePassword,
    @Req() request: Request,
  ): Promise<PasskeyOptions> {
    const proof = { password, address: request.ip ?? '' };
    return { ...(await this.passkeys.begin(actor, proof, this.site.need(request))) };
  }

  @Post()
  @RequireSession()
  @Answers(HttpStatus.NO_CONTENT)
  async add(
    @CurrentActor() actor: Actor,
    @Body({ schema: addPasskeySchema }) { name, response }: AddPasskey,
    @Req() request: Request,
  ): Promise<void> {
    await this.passkeys.add(actor, { name, response: toRegistration(response) }, this.site.need(request));
  }

  @Post('remove')
  @RequireSession()
  @Answers(HttpStatus.NO_CONTENT)
  async remove(
    @CurrentActor() actor: Actor,
    @Body({ schema: removePasskeySchema }) { id, password }: RemovePasskey,
    @Req() request: Request,
  ): Promise<void> {
    await this.passkeys.remove(actor, id, { password, address: request.ip ?? '' });
  }
}
