import { Body, Get, HttpStatus, Post, Req } from '@nestjs/common';
import { OwnAuthenticator, type Actor } from '@tocsin/access-control';
import {
  confirmAuthenticatorSchema,
  factorsSchema,
  newAuthenticatorSchema,
  provePasswordSchema,
  recoveryCodesSchema,
  type ConfirmAuthenticator,
  type Factors,
  type NewAuthenticator,
  type ProvePassword,
  type RecoveryCodes,
} from '@tocsin/api-contract';
import type { Request } from 'express';

import { CurrentActor, RequireSession } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';

@ApiController('session/factors')
export class OwnFactorsController {
  constructor(private readonly authenticator: OwnAuthenticator) {}

  @Get()
  @RequireSession()
  @Answers(HttpStatus.OK, factorsSchema)
  async state(@CurrentActor() actor: Actor): Promise<Factors> {
    const { since, recoveryCodesLeft } = await this.authenticator.state(actor);
    return { authenticator: since === null ? null : { since: since.toISOString() }, recoveryCodesLeft };
  }

  @Post('authenticator')
  @RequireSession()
  @Answers(HttpStatus.CREATED, newAuthenticatorSchema)
  begin(
    @CurrentActor() actor: Actor,
    @Body({ schema: provePasswordSchema }) { password }: ProvePassword,
    @Req() request: Request,
  ): Promise<NewAuthenticator> {
    return this.authenticator.begin(actor, password, request.ip ?? '');
  }

  @Post('authenticator/confirm')
  @RequireSession()
  @Answers(HttpStatus.OK, recoveryCodesSchema)
  async confirm(
    @CurrentActor() actor: Actor,
    @Body({ schema: confirmAuthenticatorSchema }) { code }: ConfirmAuthenticator,
  ): Promise<RecoveryCodes> {
    return { recoveryCodes: await this.authenticator.confirm(actor, code) };
  }

  @Post('authenticator/remove')
  @RequireSession()
  @Answers(HttpStatus.NO_CONTENT)
  async remove(
    @CurrentActor() actor: Actor,
    @Body({ schema: provePasswordSchema }) { password }: ProvePassword,
    @Req() request: Request,
  ): Promise<void> {
    await this.authenticator.remove(actor, password, request.ip ?? '');
  }

  @Post('recovery-codes')
  @RequireSession()
  @Answers(HttpStatus.OK, recoveryCodesSchema)
  async renewCodes(
    @CurrentActor() actor: Actor,
    @Body({ schema: provePasswordSchema }) { password }: ProvePassword,
    @Req() request: Request,
  ): Promise<RecoveryCodes> {
    return { recoveryCodes: await this.authenticator.renewCodes(actor, password, request.ip ?? '') };
  }
}
