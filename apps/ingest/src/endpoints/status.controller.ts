import { Controller, Get, Header } from '@nestjs/common';

/** To the byte: what watches MozDef's front end may compare. */
const MOZDEF_STATUS = '{"status": "ok", "service": "loginput"}';

/** MozDef's ways to ask whether its front end is there. */
@Controller()
export class StatusController {
  @Get('status')
  @Header('content-type', 'application/json')
  status(): string {
    return MOZDEF_STATUS;
  }

  @Get('test')
  test(): void {
    // MozDef answers with nothing, and so does this.
  }
}
