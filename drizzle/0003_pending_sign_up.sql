ALTER TABLE "mailed_tokens" ADD COLUMN "pending_name" text;--> statement-breakpoint
ALTER TABLE "mailed_tokens" ADD COLUMN "pending_password_hash" text;--> statement-breakpoint
-- Links in a mail that has left open doors: once it is out of our hands its text is not kept. The local outbox never calls this.
CREATE FUNCTION blank_mail(mail uuid, worker text) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE mail_outbox o SET text_body = '', html_body = '' WHERE o.id = mail AND o.claimed_by = worker AND o.state IN ('sent', 'failed', 'uncertain') $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION blank_mail(uuid, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION blank_mail(uuid, text) TO holdfast_system;
--> statement-breakpoint
-- Readiness compares what is applied with what this build knows.
GRANT USAGE ON SCHEMA drizzle TO holdfast_app;
--> statement-breakpoint
GRANT SELECT ON drizzle.__drizzle_migrations TO holdfast_app;
