import { Body, Delete, Get, HttpStatus, Post, Req, Res } from '@nestjs/common';
import { SignInDesk, Sessions, type Actor } from '@tocsin/access-control';
import {
  sessionSchema,
  signedOutSchema,
  signInAnswerSchema,
  signInSchema,
  type Session,
  type SignedOut,
  type SignIn,
  type SignInAnswer,
} from '@tocsin/api-contract';
import type { Request, Response } from 'express';

import { CurrentActor, Public, RequireSession } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { clearSessionCookie, setSessionCookie } from '../../http/session-cookie';
import { OidcProvider } from '../oidc/oidc-provider';
import { EndedSessions } from './ended-sessions';
import { originOf, viewCodeNeeded, viewSession } from './session-view';

@ApiController('session')
export class SessionController {
  constructor(
    private readonly desk: SignInDesk,
    private readonly sessions: Sessions,
    private readonly ended: EndedSessions,
    private readonly provider: OidcProvider,
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
  @Answers(HttpStatus.OK, signedOutSchema)
  async signOut(
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedOut> {
    const idToken = await this.sessions.revoke(actor.sessionId);
    this.ended.tell(actor.sessionId);
    clearSessionCookie(response);
    return {
      leadsTo:
        idToken === null ? null : await this.provider.signOutPage(idToken, `${request.protocol}://${request.host}`),
    };
  }
}
