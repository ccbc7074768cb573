import { Body, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { OwnPassword, type Actor } from '@tocsin/access-control';
import { changePasswordSchema, sessionSchema, type ChangePassword, type Session } from '@tocsin/api-contract';
import type { Request, Response } from 'express';

import { CurrentActor, RequireSession } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { setSessionCookie } from '../../http/session-cookie';
import { EndedSessions } from './ended-sessions';
import { originOf, viewSession } from './session-view';

@ApiController('session/password')
export class OwnPasswordController {
  constructor(
    private readonly password: OwnPassword,
    private readonly ended: EndedSessions,
  ) {}

  @Post()
  @RequireSession()
  @Answers(HttpStatus.OK, sessionSchema)
  async change(
    @CurrentActor() actor: Actor,
    @Body({ schema: changePasswordSchema }) { present, next }: ChangePassword,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const renewed = await this.password.change(actor, present, next, originOf(request));
    for (const id of renewed.ended) this.ended.tell(id);
    setSessionCookie(response, renewed.token);
    return viewSession(renewed.actor);
  }
}
