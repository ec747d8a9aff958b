CREATE TABLE "sample_makings" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"takes_slug" text,
	"requested_by" text NOT NULL,
	"steps_done" integer DEFAULT 0 NOT NULL,
	"steps" integer DEFAULT 0 NOT NULL,
	"claimed_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sample_makings" ADD CONSTRAINT "sample_makings_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
-- Wall as in 0001.
ALTER TABLE sample_makings ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sample_makings FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY wall ON sample_makings TO holdfast_app USING (workspace_id = (SELECT current_workspace())) WITH CHECK (workspace_id = (SELECT current_workspace()));
--> statement-breakpoint
CREATE POLICY record ON sample_makings TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sample_makings TO holdfast_app;
--> statement-breakpoint
-- Samples that are to be made anew and that nobody works on: copies being filled, and workspaces that have no copy yet.
CREATE FUNCTION list_sample_makings() RETURNS TABLE (id uuid, no integer, slug text, name text, count text, currency text, timezone text, takes_slug text, requested_by text)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id, w.no, w.slug, w.name, w.count, w.currency, w.timezone, m.takes_slug, m.requested_by FROM sample_makings m
  JOIN workspaces w ON w.id = m.workspace_id
  WHERE (m.claimed_until IS NULL OR m.claimed_until < now())
    AND (m.takes_slug IS NOT NULL OR NOT EXISTS (SELECT 1 FROM sample_makings c WHERE c.takes_slug = w.slug))
  ORDER BY m.created_at, w.no $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION list_sample_makings() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION list_sample_makings() TO holdfast_system;
