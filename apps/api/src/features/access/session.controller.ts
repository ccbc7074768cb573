import { Body, Delete, Get, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { SignInDesk, Sessions, type Actor } from '@tocsin/access-control';
import { sessionSchema, signInSchema, type Session, type SignIn } from '@tocsin/api-contract';
import type { Request, Response } from 'express';

import { CurrentActor, Public, RequireSession } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { clearSessionCookie, setSessionCookie } from '../../http/session-cookie';
import { EndedSessions } from './ended-sessions';
import { originOf, viewSession } from './session-view';

@ApiController('session')
export class SessionController {
  constructor(
    private readonly desk: SignInDesk,
    private readonly sessions: Sessions,
    private readonly ended: EndedSessions,
  ) {}

  @Post()
  @Public()
  @Answers(HttpStatus.OK, sessionSchema)
  async signIn(
    @Body({ schema: signInSchema }) credentials: SignIn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const { token, actor } = await this.desk.signIn(credentials, originOf(request));
    setSessionCookie(response, token);
    return viewSession(actor);
  }

  @Get()
  @RequireSession()
  @Answers(HttpStatus.OK, sessionSchema)
  current(@CurrentActor() actor: Actor): Session {
    return viewSession(actor);
  }

  @Delete()
  @RequireSession()
  @Answers(HttpStatus.NO_CONTENT)
  async signOut(@CurrentActor() actor: Actor, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.sessions.revoke(actor.sessionId);
    this.ended.tell(actor.sessionId);
    clearSessionCookie(response);
  }
}
