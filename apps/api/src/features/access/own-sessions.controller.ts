import { Delete, Get, HttpStatus, Param } from '@nestjs/common';
import { OwnSessions, type Actor } from '@tocsin/access-control';
import { ownSessionsSchema, sessionIdSchema, type OwnSessions as OwnSessionsView } from '@tocsin/api-contract';

import { CurrentActor, RequireSession } from '../../http/access';
import { Answers, ApiController, Bounded } from '../../http/api-controller';
import { EndedSessions } from './ended-sessions';
import { viewOwnSession } from './session-view';

@ApiController('session/list')
export class OwnSessionsController {
  constructor(
    private readonly sessions: OwnSessions,
    private readonly ended: EndedSessions,
  ) {}

  @Get()
  @Bounded('the 200 seen last')
  @RequireSession()
  @Answers(HttpStatus.OK, ownSessionsSchema)
  async list(@CurrentActor() actor: Actor): Promise<OwnSessionsView> {
    const sessions = await this.sessions.list(actor);
    return { items: sessions.map((session) => viewOwnSession(session, actor)) };
  }

  @Delete(':id')
  @RequireSession()
  @Answers(HttpStatus.NO_CONTENT)
  async revoke(@CurrentActor() actor: Actor, @Param('id', { schema: sessionIdSchema }) id: string): Promise<void> {
    await this.sessions.revoke(actor, id);
    this.ended.tell(id);
  }
}
