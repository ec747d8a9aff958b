-- Wall of requested model runs, as in 0001.
ALTER TABLE model_requests ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE model_requests FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY wall ON model_requests TO holdfast_app USING (workspace_id = (SELECT current_workspace())) WITH CHECK (workspace_id = (SELECT current_workspace()));
--> statement-breakpoint
CREATE POLICY record ON model_requests TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON model_requests TO holdfast_app;
--> statement-breakpoint
-- Workspaces with a model run that nobody works on: one that waits, or whose worker fell silent. The longest waiting first.
CREATE FUNCTION list_workspaces_with_model_requests() RETURNS TABLE (id uuid, no integer, slug text, name text, count text, currency text, timezone text)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id, w.no, w.slug, w.name, w.count, w.currency, w.timezone FROM workspaces w
  JOIN (SELECT r.workspace_id, min(r.created_at) AS since FROM model_requests r
    WHERE r.state IN ('waiting', 'running') AND (r.claimed_until IS NULL OR r.claimed_until < now()) GROUP BY r.workspace_id) due ON due.workspace_id = w.id
  ORDER BY due.since, w.no $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION list_workspaces_with_model_requests() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION list_workspaces_with_model_requests() TO holdfast_system;
