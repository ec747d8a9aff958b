const chunkLength = 64_000;

/** Answers with lines as a CSV file, sent as they are made. The first line is made here: a refusal keeps its status. */
export async function csvDownload(lines: AsyncGenerator<string>, fileName: string): Promise<Response> {
  const first = await lines.next();
  return new Response(streamOf(first.value ?? '', lines), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
    },
  });
}

function streamOf(first: string, lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let waiting = first;
  return new ReadableStream({
    async pull(controller) {
      let isOver = false;
      while (!isOver && waiting.length < chunkLength) {
        const { value, done } = await lines.next();
        isOver = done === true;
        waiting += value ?? '';
      }
      controller.enqueue(encoder.encode(waiting));
      waiting = '';
      if (isOver) controller.close();
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}
