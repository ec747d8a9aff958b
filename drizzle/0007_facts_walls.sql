-- Walls of the tables that came with 0006, as in 0001.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['merges', 'profile_updates'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY wall ON %I TO holdfast_app USING (workspace_id = (SELECT current_workspace())) WITH CHECK (workspace_id = (SELECT current_workspace()))', t);
    EXECUTE format('CREATE POLICY record ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO holdfast_app', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- Workspaces with something for the worker: rows past its mark that no running transaction can still precede, due moves,
-- blocks not yet handed over, imports, or answers that are gone from the analytics store.
CREATE OR REPLACE FUNCTION list_workspaces_with_work() RETURNS TABLE (id uuid, no integer, slug text, name text, count text, currency text, timezone text)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id, w.no, w.slug, w.name, w.count, w.currency, w.timezone FROM workspaces w JOIN pipelines p ON p.workspace_id = w.id
  WHERE w.no < 0
     OR EXISTS (SELECT 1 FROM inbox i WHERE i.workspace_id = w.id AND (i.txid, i.seq) > (p.txid, p.seq) AND i.txid < pg_snapshot_xmin(pg_current_snapshot()))
     OR EXISTS (SELECT 1 FROM moves m WHERE m.workspace_id = w.id AND m.done_at IS NULL AND m.not_before <= now())
     OR EXISTS (SELECT 1 FROM blocks b WHERE b.workspace_id = w.id AND b.loaded_at IS NULL)
     OR EXISTS (SELECT 1 FROM imports x WHERE x.workspace_id = w.id AND x.state IN ('waiting', 'running')) $$;
--> statement-breakpoint
CREATE INDEX blocks_open ON blocks (workspace_id) WHERE loaded_at IS NULL;
--> statement-breakpoint
-- A trait that may be a time: null where it is none, or one that the analytics store cannot hold.
CREATE FUNCTION instant_or_null(text) RETURNS timestamptz LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
DECLARE found timestamptz;
BEGIN
  IF $1 !~ '^\d{4}-\d{2}-\d{2}' THEN RETURN NULL; END IF;
  found := $1::timestamptz;
  IF found < '1900-01-02Z' OR found > '2199-12-31Z' THEN RETURN NULL; END IF;
  RETURN found;
EXCEPTION WHEN data_exception THEN RETURN NULL;
END $$;
--> statement-breakpoint
-- Search of customers by a part of name, e-mail or id. A server without pg_trgm still answers, from a scan.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX customers_search ON customers USING gin (lower(external_id || ' ' || coalesce(name, '') || ' ' || coalesce(email, '')) gin_trgm_ops) WHERE merged_into IS NULL;
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
  RAISE NOTICE 'pg_trgm is not available: search of customers scans';
END $$;
