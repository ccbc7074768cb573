import { InvalidRequest } from '../../../http/request-validation';
import type { EntryProblem } from './entry-row';

/** An entry that cannot be used, with everything that is wrong with it. */
export class InvalidEntry extends InvalidRequest {
  constructor(problems: readonly EntryProblem[]) {
    super(problems, problems.find(({ position }) => position !== undefined)?.position);
  }
}
