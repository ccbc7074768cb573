import { tasksOf, textOfTasks } from './template-text';

const TEXT = 'Isolate the host (due 30 min)\n- pull the plug\n- tell the owner\nWrite it down (due 2 d)\nLook around';

describe('tasks as one writes them', () => {
  it('are read with due time and points', () => {
    expect(tasksOf(TEXT)).toEqual([
      { title: 'Isolate the host', dueInMinutes: 30, checklist: ['pull the plug', 'tell the owner'] },
      { title: 'Write it down', dueInMinutes: 2_880, checklist: [] },
      { title: 'Look around', dueInMinutes: null, checklist: [] },
    ]);
    expect(tasksOf(' \n\n')).toEqual([]);
    expect(tasksOf('- a point without a task')).toMatchObject([{ title: 'a point without a task' }]);
  });

  it('are written as they are read', () => expect(textOfTasks(tasksOf(TEXT))).toBe(TEXT));
});
