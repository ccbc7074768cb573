import { Get, HttpStatus, Param, Req, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';

import { Public } from '../../../http/access';
import { Answers, RouteController } from '../../../http/api-controller';
import { BlockFetches } from './block-fetches';
import { FetchLimit } from './fetch-limit';

/** Block lists for firewalls. The token in the path is all they need to have. */
@RouteController('lists', 'lists')
export class BlockFetchController {
  constructor(
    private readonly fetches: BlockFetches,
    private readonly limit: FetchLimit,
  ) {}

  @Get(':token.txt')
  @Public()
  @ApiProduces('text/plain')
  @Answers(HttpStatus.OK)
  async fetch(
    @Param('token', { schema: z.string() }) token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const address = request.ip ?? '';
    this.limit.take(address);
    const { 'if-none-match': known = '', 'user-agent': agent = '' } = request.headers;
    const fetched = await this.fetches.fetch(token, { address, agent, known });
    // Whoever keeps a copy asks before using it: an entry that is over must be gone from the next answer.
    response.setHeader('cache-control', 'private, no-cache');
    response.setHeader('etag', fetched.etag);
    response.setHeader('last-modified', fetched.changedAt.toUTCString());
    if (fetched.isCurrent) response.status(HttpStatus.NOT_MODIFIED).end();
    else response.type('text/plain').send(fetched.body);
  }
}
