/** What people say in surveys: invented, without commas so that any reader of CSV takes them. */
export const praise: readonly string[] = [
  'Always fresh and always on time.',
  'The Morning blend is the best part of my day.',
  'Easy to order and the beans are great.',
  'I recommend it to everyone at work.',
];

export const shrugs: readonly string[] = [
  'Good coffee but shipping is slow.',
  'Fine. The price went up though.',
  'I like the beans and not the boxes.',
  'It does what it should.',
];

export const grumbles: readonly string[] = [
  'Too expensive for what it is.',
  'The last parcel came a week late.',
  'Support did not answer for days.',
  'The roast tasted burnt to me.',
  'I still have four bags at home.',
];
