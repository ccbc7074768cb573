import { placeInWords } from './place-words';

it('says of a place what is known', () => {
  const nowhere = { asName: null, asNumber: null, city: null, country: null };
  expect(placeInWords({ ...nowhere, asNumber: 64_511, asName: 'Example Transit', country: 'Portugal' })).toBe(
    'AS64511 Example Transit, Portugal',
  );
  expect(placeInWords({ ...nowhere, city: 'Lisbon' })).toBe('Lisbon');
});
