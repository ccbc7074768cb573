import { eventually } from './eventually';

describe(eventually.name, () => {
  it('answers the first value that is neither undefined nor false', async () => {
    const answers = [undefined, false, 0];
    expect(await eventually(() => answers.shift(), { intervalMs: 1 })).toBe(0);
    expect(answers).toEqual([]);
  });

  it('tries again after a check that threw', async () => {
    let tries = 0;
    const check = () => {
      tries += 1;
      if (tries < 3) throw new Error('not yet');
      return tries;
    };
    expect(await eventually(check, { intervalMs: 1 })).toBe(3);
  });

  it('gives up after the time limit and says what it waited for and why it failed', async () => {
    const check = () => Promise.reject(new Error('the queue is empty'));
    await expect(eventually(check, { timeoutMs: 10, intervalMs: 1, describe: 'a message' })).rejects.toThrow(
      'a message was not met within 10 ms: the queue is empty',
    );
  });

  it('says so when a check never answered anything', async () => {
    await expect(eventually(() => undefined, { timeoutMs: 5, intervalMs: 1 })).rejects.toThrow(
      'the check gave undefined',
    );
  });
});
