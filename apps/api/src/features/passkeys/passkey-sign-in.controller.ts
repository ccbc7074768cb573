import { Body, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { PasskeySignIn } from '@tocsin/access-control';
import {
  passkeyOptionsSchema,
  sessionSchema,
  usePasskeySchema,
  type PasskeyOptions,
  type Session,
  type UsePasskey,
} from '@tocsin/api-contract';
import type { Request, Response } from 'express';

import { Public } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { setSessionCookie } from '../../http/session-cookie';
import { originOf, viewSession } from '../access/session-view';
import { PasskeySite } from './relying-party';
import { toAuthentication } from './webauthn-json';

@ApiController('session/passkey')
export class PasskeySignInController {
  constructor(
    private readonly signIn: PasskeySignIn,
    private readonly site: PasskeySite,
  ) {}

  @Post('options')
  @Public()
  @Answers(HttpStatus.OK, passkeyOptionsSchema)
  async begin(@Req() request: Request): Promise<PasskeyOptions> {
    return { ...(await this.signIn.begin(this.site.need(request))) };
  }

  @Post()
  @Public()
  @Answers(HttpStatus.OK, sessionSchema)
  async enter(
    @Body({ schema: usePasskeySchema }) { response: answer }: UsePasskey,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const site = this.site.need(request);
    const { token, actor } = await this.signIn.finish(toAuthentication(answer), site, originOf(request));
    setSessionCookie(response, token);
    return viewSession(actor);
  }
}
