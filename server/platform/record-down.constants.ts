/** The digest of a page's error while the record cannot be reached. */
export const recordDown = 'record_down';
