ALTER TABLE "imports" ADD COLUMN "no_rate" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "claimed_until" timestamp (3) with time zone;--> statement-breakpoint
-- An import that somebody reads at this moment is no work for others: a lease of a dead reader runs out.
CREATE OR REPLACE FUNCTION list_workspaces_with_work() RETURNS TABLE (id uuid, no integer, slug text, name text, count text, currency text, timezone text)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id, w.no, w.slug, w.name, w.count, w.currency, w.timezone FROM workspaces w JOIN pipelines p ON p.workspace_id = w.id
  WHERE EXISTS (SELECT 1 FROM inbox i WHERE i.workspace_id = w.id AND (i.txid, i.seq) > (p.txid, p.seq) AND i.txid < pg_snapshot_xmin(pg_current_snapshot()))
     OR EXISTS (SELECT 1 FROM moves m WHERE m.workspace_id = w.id AND m.done_at IS NULL)
     OR EXISTS (SELECT 1 FROM blocks b WHERE b.workspace_id = w.id AND b.loaded_at IS NULL)
     OR EXISTS (SELECT 1 FROM imports x WHERE x.workspace_id = w.id AND x.state IN ('waiting', 'running') AND (x.claimed_until IS NULL OR x.claimed_until < now())) $$;
