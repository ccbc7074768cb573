import { Body, Get, HttpStatus, Param, Post, Req, Res } from '@nestjs/common';
import { Invitations, Sessions, type Actor } from '@tocsin/access-control';
import {
  acceptInvitationSchema,
  createdInvitationSchema,
  createInvitationSchema,
  invitationSchema,
  invitationTokenSchema,
  sessionSchema,
  type AcceptInvitation,
  type CreatedInvitation,
  type CreateInvitation,
  type Invitation,
  type Session,
} from '@tocsin/api-contract';
import type { Request, Response } from 'express';

import { ApiOptions } from '../../api-options';
import { CurrentActor, Public, RequirePermission } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { setSessionCookie } from '../../http/session-cookie';
import { originOf, viewSession } from './session-view';

@ApiController('invitations')
export class InvitationsController {
  constructor(
    private readonly invitations: Invitations,
    private readonly sessions: Sessions,
    private readonly options: ApiOptions,
  ) {}

  @Post()
  @RequirePermission('account.invite')
  @Answers(HttpStatus.CREATED, createdInvitationSchema)
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: createInvitationSchema }) invitation: CreateInvitation,
    @Req() request: Request,
  ): Promise<CreatedInvitation> {
    const { token, expiresAt } = await this.invitations.create(actor, invitation.roles);
    const base = this.options.publicUrl ?? `${request.protocol}://${request.host}`;
    return { url: new URL(`/join/${token}`, base).href, expiresAt: expiresAt.toISOString() };
  }

  @Get(':token')
  @Public()
  @Answers(HttpStatus.OK, invitationSchema)
  async show(@Param('token', { schema: invitationTokenSchema }) token: string): Promise<Invitation> {
    const { kind, expiresAt } = await this.invitations.find(token);
    return { kind, expiresAt: expiresAt.toISOString() };
  }

  @Post(':token/accept')
  @Public()
  @Answers(HttpStatus.CREATED, sessionSchema)
  async accept(
    @Param('token', { schema: invitationTokenSchema }) token: string,
    @Body({ schema: acceptInvitationSchema }) person: AcceptInvitation,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const account = await this.invitations.accept(token, person);
    const session = await this.sessions.create(account, originOf(request));
    setSessionCookie(response, session.token);
    return viewSession(session.actor);
  }
}
