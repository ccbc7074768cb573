import { Get, HttpStatus, Logger, Query, Redirect, Req, Res } from '@nestjs/common';
import { OidcAccounts } from '@tocsin/access-control';
import { DomainError, startSingleSignOnSchema, type StartSingleSignOn } from '@tocsin/api-contract';
import type { Request, Response } from 'express';

import { ApiOptions } from '../../api-options';
import { Public } from '../../http/access';
import { Answers, ApiController } from '../../http/api-controller';
import { setSessionCookie } from '../../http/session-cookie';
import { originOf } from '../access/session-view';
import { setFlowCookie, takeFlow } from './oidc-flow';
import { personOf } from './oidc-person';
import { OidcProvider } from './oidc-provider';

const HOUR_MS = 3_600_000;
const CALLBACK = '/api/session/oidc/callback';

/** Single sign-on. Browsers come here by links, so that what goes wrong is told by the page for signing in. */
@ApiController('session')
export class OidcController {
  private readonly log = new Logger(OidcController.name);

  constructor(
    private readonly provider: OidcProvider,
    private readonly accounts: OidcAccounts,
    private readonly options: ApiOptions,
  ) {}

  @Get('oidc/start')
  @Public()
  @Redirect()
  @Answers(HttpStatus.FOUND)
  start(
    @Query({ schema: startSingleSignOnSchema }) { returnTo }: StartSingleSignOn,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ url: string }> {
    return this.orLogin(returnTo, async () => {
      const { url, flow } = await this.provider.begin(new URL(CALLBACK, this.originOf(request)).href, returnTo);
      setFlowCookie(response, flow);
      return url;
    });
  }

  @Get('oidc/callback')
  @Public()
  @Redirect()
  @Answers(HttpStatus.FOUND)
  async callback(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<{ url: string }> {
    const flow = takeFlow(request, response);
    if (flow === undefined) return { url: loginWith('oidc.expired', '/') };
    return this.orLogin(flow.returnTo, async () => {
      const { claims, idToken } = await this.provider.finish(
        new URL(request.originalUrl, this.originOf(request)),
        flow,
      );
      const { options } = this.provider;
      const provider = { idToken, longestMs: options.sessionHours * HOUR_MS };
      const { token } = await this.accounts.signIn(personOf(claims, options), { ...originOf(request), provider });
      setSessionCookie(response, token);
      return insideConsole(flow.returnTo);
    });
  }

  private async orLogin(returnTo: string, action: () => Promise<string>): Promise<{ url: string }> {
    try {
      return { url: await action() };
    } catch (error) {
      if (!(error instanceof DomainError)) this.log.error(error);
      return { url: loginWith(error instanceof DomainError ? error.code : 'oidc.failed', returnTo) };
    }
  }

  /** As the provider knows us. */
  private originOf(request: Request): string {
    return this.options.publicUrl ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`;
  }
}

function loginWith(problem: string, returnTo: string): string {
  return `/login?${new URLSearchParams({ problem, returnTo: insideConsole(returnTo) }).toString()}`;
}

/** Sign-ins lead to no other site. */
function insideConsole(path: string): string {
  const here = 'http://here.invalid';
  const url = URL.parse(path, here);
  return url === null || !path.startsWith('/') || url.origin !== here ? '/' : url.pathname + url.search + url.hash;
}
