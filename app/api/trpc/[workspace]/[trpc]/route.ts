import { answerProcedures } from '@/server/trpc/answer';
import { runtime } from '@/server/trpc/runtime';

async function answer(request: Request, { params }: { params: Promise<{ workspace: string }> }): Promise<Response> {
  return answerProcedures(runtime(), request, (await params).workspace);
}

export { answer as GET, answer as POST };
