-- As in 0007, and as 0005 had it: an import that somebody reads at this moment is no work for others.
CREATE OR REPLACE FUNCTION list_workspaces_with_work() RETURNS TABLE (id uuid, no integer, slug text, name text, count text, currency text, timezone text)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id, w.no, w.slug, w.name, w.count, w.currency, w.timezone FROM workspaces w JOIN pipelines p ON p.workspace_id = w.id
  WHERE w.no < 0
     OR EXISTS (SELECT 1 FROM inbox i WHERE i.workspace_id = w.id AND (i.txid, i.seq) > (p.txid, p.seq) AND i.txid < pg_snapshot_xmin(pg_current_snapshot()))
     OR EXISTS (SELECT 1 FROM moves m WHERE m.workspace_id = w.id AND m.done_at IS NULL AND m.not_before <= now())
     OR EXISTS (SELECT 1 FROM blocks b WHERE b.workspace_id = w.id AND b.loaded_at IS NULL)
     OR EXISTS (SELECT 1 FROM imports x WHERE x.workspace_id = w.id AND x.state IN ('waiting', 'running') AND (x.claimed_until IS NULL OR x.claimed_until < now())) $$;
--> statement-breakpoint
-- A mail that is closed as uncertain keeps no link, unless the outbox on the screen is the only place it has.
DROP FUNCTION close_lost_hand_overs(timestamptz);
--> statement-breakpoint
CREATE FUNCTION close_lost_hand_overs(at timestamptz, keeps_text boolean DEFAULT false) RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH lost AS (UPDATE mail_outbox o SET state = 'uncertain', problem = 'the sender stopped during the hand-over',
      text_body = CASE WHEN keeps_text THEN o.text_body ELSE '' END, html_body = CASE WHEN keeps_text THEN o.html_body ELSE '' END
    WHERE o.state = 'handing_over' AND o.claimed_at < at - interval '5 minutes' RETURNING 1)
  SELECT count(*)::integer FROM lost $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION close_lost_hand_overs(timestamptz, boolean) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION close_lost_hand_overs(timestamptz, boolean) TO holdfast_system;
