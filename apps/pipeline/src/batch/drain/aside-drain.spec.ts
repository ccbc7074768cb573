import { Logger } from '@nestjs/common';
import { eventually } from '@tocsin/testing';

import { AsideDrain } from './aside-drain';

describe(AsideDrain.name, () => {
  beforeAll(() => void Logger.overrideLogger(false));
  afterAll(() => void Logger.overrideLogger(['log', 'warn', 'error']));

  it('looks again when it could not open, and closes what it opened', async () => {
    const close = jest.fn(() => Promise.resolve());
    const open = jest.fn().mockRejectedValueOnce(new Error('no channel')).mockResolvedValue({ close });
    const drain = new AsideDrain(open, () => Promise.resolve(true));
    await eventually(() => open.mock.calls.length === 2);
    await drain.close();
    expect(close).toHaveBeenCalledTimes(1);
  });
});
