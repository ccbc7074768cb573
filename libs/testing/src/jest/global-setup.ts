import { beginTestRun } from '../engines/test-run';

/** Before an integration run: gives it its name. */
export default function globalSetup(): void {
  beginTestRun();
}
