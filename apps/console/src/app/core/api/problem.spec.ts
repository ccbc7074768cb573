import { HttpErrorResponse } from '@angular/common/http';

import { toProblem } from './problem';

describe('a failed request in words', () => {
  it('says what the server said', () => {
    const body = { title: 'Conflict', detail: 'Idris has it.', code: 'alert.already_acknowledged', requestId: 'r-1' };
    expect(toProblem(new HttpErrorResponse({ status: 409, error: body }))).toEqual({ ...body, status: 409 });
  });

  it('says that there was no answer', () => {
    expect(toProblem(new HttpErrorResponse({ status: 0 }))).toMatchObject({ code: 'network', status: 0 });
  });

  it.each(['<html>502</html>', null, [], { detail: 7 }])('keeps the status when the answer is %j', (error) => {
    expect(toProblem(new HttpErrorResponse({ status: 502, error }))).toMatchObject({ code: 'http.502', status: 502 });
  });

  it('takes any other failure too', () => {
    expect(toProblem(new Error('no'))).toMatchObject({ code: 'unknown', detail: 'no' });
  });
});
