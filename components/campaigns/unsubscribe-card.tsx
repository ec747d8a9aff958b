import { Button } from '@/components/ui/button';

/**
 * What a link to unsubscribe opens, for people who know nothing of this product. Opening changes nothing, for mail
 * readers open links on their own; the button works without scripts.
 */
export function UnsubscribeCard({
  token,
  page,
}: {
  token: string;
  page: { sender: string; isUnsubscribed: boolean } | undefined;
}) {
  return (
    <main id="main" className="flex min-h-screen items-center justify-center px-5 py-10">
      <div className="w-full max-w-[440px] rounded-md border border-border bg-surface p-8">
        {page ? (
          <Known token={token} {...page} />
        ) : (
          <Words title="This link is not complete">
            A part of it is missing. Open it from the message again, or answer the message and say that you want no
            more.
          </Words>
        )}
      </div>
    </main>
  );
}

function Known({ token, sender, isUnsubscribed }: { token: string; sender: string; isUnsubscribed: boolean }) {
  if (isUnsubscribed)
    return (
      <Words title="You are unsubscribed">
        {sender} will not send campaigns to this address again. You can close this page.
      </Words>
    );
  return (
    <>
      <Words title={`Unsubscribe from ${sender}`}>
        {sender} will not send campaigns to the address this message came to. It takes effect at once.
      </Words>
      <form method="post" action={`/api/unsubscribe/${token}`} className="mt-5">
        <Button type="submit" variant="primary">
          Unsubscribe
        </Button>
      </form>
    </>
  );
}

function Words({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <>
      <h1 className="text-answer font-semibold">{title}</h1>
      <p className="mt-2 text-body text-text-2">{children}</p>
    </>
  );
}
