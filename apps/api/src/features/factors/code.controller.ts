import { Body, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { CodeSignIn } from '@tocsin/access-control';
import { enterCodeSchema, sessionSchema, type EnterCode, type Session } from '@tocsin/api-contract';
import type { Request, Response } from 'express';

import { Public } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { setSessionCookie } from '../../http/session-cookie';
import { originOf, viewSession } from '../access/session-view';

@ApiController('session/code')
export class CodeController {
  constructor(private readonly signIn: CodeSignIn) {}

  @Post()
  @Public()
  @Answers(HttpStatus.OK, sessionSchema)
  async enter(
    @Body({ schema: enterCodeSchema }) { ticket, code }: EnterCode,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const { token, actor } = await this.signIn.finish(ticket, code, originOf(request));
    setSessionCookie(response, token);
    return viewSession(actor);
  }
}
