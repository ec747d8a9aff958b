import { expect, test } from 'vitest';
import { mergeMetrics } from '@/server/processes/up/metrics.mjs';

const text = (value: number) => `# HELP cpu_seconds Time.
# TYPE cpu_seconds counter
cpu_seconds ${value}

# HELP requests Requests.
# TYPE requests counter
requests{route="/v1/{x}",status="200"} ${value} 1700000000000
`;

test('each name is described once, with a sample of every process below it', () => {
  const merged = mergeMetrics([
    { process: 'web', text: text(1) },
    { process: 'ingest', text: '' },
    { process: 'worker', text: text(2) },
  ]);
  expect(merged).toBe(`# HELP cpu_seconds Time.
# TYPE cpu_seconds counter
cpu_seconds{process="web"} 1
cpu_seconds{process="worker"} 2
# HELP requests Requests.
# TYPE requests counter
requests{process="web",route="/v1/{x}",status="200"} 1 1700000000000
requests{process="worker",route="/v1/{x}",status="200"} 2 1700000000000
`);
});
