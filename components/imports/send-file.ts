/** The text at a path of an answer, if there is one; a schema library would weigh more than the page. */
function textAt(answer: unknown, ...path: string[]): string | undefined {
  let at = answer;
  for (const key of path) at = at !== null && typeof at === 'object' ? Reflect.get(at, key) : undefined;
  return typeof at === 'string' ? at : undefined;
}

/** Sends the bytes of a file and tells how many have gone. Resolves to the id of the import's draft; rejects with what to do. */
export function sendFile(slug: string, file: File, onSent: (bytes: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/imports/${slug}?name=${encodeURIComponent(file.name)}`);
    request.responseType = 'json';
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onload = () => {
      const id = textAt(request.response, 'id');
      if (request.status === 201 && id !== undefined) return resolve(id);
      const refused = textAt(request.response, 'error', 'message');
      reject(new Error(refused ?? 'The file could not be stored. Try again.'));
    };
    request.onerror = () => reject(new Error('The connection broke. Nothing was imported; send the file again.'));
    request.send(file);
  });
}
