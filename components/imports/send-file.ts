import { z } from 'zod';

const uploaded = z.object({ id: z.string() });
const refusal = z.object({ error: z.object({ message: z.string() }) });

/** Sends the bytes of a file and tells how many have gone. Resolves to the id of the import's draft; rejects with what to do. */
export function sendFile(slug: string, file: File, onSent: (bytes: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/imports/${slug}?name=${encodeURIComponent(file.name)}`);
    request.responseType = 'json';
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onload = () => {
      const made = uploaded.safeParse(request.response);
      if (request.status === 201 && made.success) return resolve(made.data.id);
      const refused = refusal.safeParse(request.response);
      reject(new Error(refused.success ? refused.data.error.message : 'The file could not be stored. Try again.'));
    };
    request.onerror = () => reject(new Error('The connection broke. Nothing was imported; send the file again.'));
    request.send(file);
  });
}
