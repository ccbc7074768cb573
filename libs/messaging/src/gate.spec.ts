import { Deadline } from './deadline';
import { Gate } from './gate';

const refuse = (why: string): Error => new Error(why);
const SOON = () => new Deadline(5);
const LATE = () => new Deadline(60_000);

describe(Gate.name, () => {
  it('lets in as many as it is wide and the next one when somebody leaves', async () => {
    const gate = new Gate(1, 10);
    await gate.enter(LATE(), refuse);
    const order: string[] = [];
    const second = gate.enter(LATE(), refuse).then(() => order.push('second'));
    const third = gate.enter(LATE(), refuse).then(() => order.push('third'));
    gate.leave();
    await second;
    expect(order).toEqual(['second']);
    gate.leave();
    await third;
    expect(order).toEqual(['second', 'third']);
  });

  it('refuses who waited until the deadline and keeps the place for others', async () => {
    const gate = new Gate(1, 10);
    await gate.enter(LATE(), refuse);
    await expect(gate.enter(SOON(), refuse)).rejects.toThrow('no room in time');
    gate.leave();
    await expect(gate.enter(SOON(), refuse)).resolves.toBeUndefined();
  });

  it('refuses at once when the line is full', async () => {
    const gate = new Gate(1, 0);
    await gate.enter(LATE(), refuse);
    await expect(gate.enter(LATE(), refuse)).rejects.toThrow('0 are waiting already');
  });
});
