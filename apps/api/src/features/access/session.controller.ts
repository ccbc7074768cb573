import { Body, Delete, Get, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { SignInDesk, Sessions, type Actor } from '@tocsin/access-control';
import {
  sessionSchema,
  signInAnswerSchema,
  signInSchema,
  type Session,
  type SignIn,
  type SignInAnswer,
} from '@tocsin/api-contract';
import type { Request, Response } from 'express';

import { CurrentActor, Public, RequireSession } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { clearSessionCookie, setSessionCookie } from '../../http/session-cookie';
import { EndedSessions } from './ended-sessions';
import { originOf, viewCodeNeeded, viewSession } from './session-view';

@ApiController('session')
export class SessionController {
  constructor(
    private readonly desk: SignInDesk,
    private readonly sessions: Sessions,
    private readonly ended: EndedSessions,
  ) {}

  @Post()
  @Public()
  @Answers(HttpStatus.OK, signInAnswerSchema)
  async signIn(
    @Body({ schema: signInSchema }) credentials: SignIn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInAnswer> {
    const answer = await this.desk.signIn(credentials, originOf(request));
    if ('ticket' in answer) return viewCodeNeeded(answer);
    setSessionCookie(response, answer.token);
    return viewSession(answer.actor);
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
