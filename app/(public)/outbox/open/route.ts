import { openOutbox } from '@/server/trpc/outbox';

export function GET(request: Request): Response {
  return openOutbox(new URL(request.url).searchParams.get('key') ?? '');
}
