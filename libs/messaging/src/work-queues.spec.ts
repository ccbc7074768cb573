import { QUEUES } from './topology';
import { WorkQueues } from './work-queues';

const queues = new WorkQueues([{ name: 'work', maxBytes: 7, maxAttempts: 3, retryAfterMs: 1 }]);

describe(WorkQueues.name, () => {
  it('gives every queue one for its parked messages, which parks nothing further', () => {
    expect(queues.all().map(({ name, parkedIn }) => [name, parkedIn])).toEqual([
      ['work', 'work.parked'],
      ['work.parked', undefined],
    ]);
    expect(queues.get('work.parked').maxBytes).toBe(7);
  });

  it('parks messages of a queue with those of another where it is told to', () => {
    const [, shared] = new WorkQueues(QUEUES).all().filter(({ parkedIn }) => parkedIn === 'events.parked');
    expect(shared?.name).toBe('events.aside');
    expect(new WorkQueues(QUEUES).get('events.parked').parkedIn).toBeUndefined();
    expect(() => new WorkQueues(QUEUES).get('events.aside.parked')).toThrow('no queue');
  });

  it('says where to add a queue that is not there', () => {
    expect(() => queues.get('play')).toThrow(/'play'; add it to QUEUES/);
  });
});
