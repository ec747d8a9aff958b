/** The days that the analytics store can hold, 16 bits since 1970-01-01. Days YYYY-MM-DD compare as text. */
export const isStoredDay = (day: string): boolean => day >= '1970-01-01' && day <= '2149-06-06';
export const notStoredDay = { error: 'must be a day from 1970-01-01 to 2149-06-06' };
