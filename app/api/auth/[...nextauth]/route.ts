import { answerAuth } from '@/server/trpc/auth';
import { runtime } from '@/server/trpc/runtime';

async function answer(request: Request, { params }: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  return answerAuth(runtime(), request, (await params).nextauth);
}

export { answer as GET, answer as POST };
