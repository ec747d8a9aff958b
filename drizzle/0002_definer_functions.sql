-- What is read before a wall is set. Every function: owner's, fixed search_path, EXECUTE revoked from PUBLIC.
CREATE FUNCTION find_person_by_email(wanted text) RETURNS TABLE (id uuid, password_hash text, email_verified_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$ SELECT p.id, p.password_hash, p.email_verified_at FROM people p WHERE p.email = wanted $$;
--> statement-breakpoint
CREATE FUNCTION find_session(wanted bytea) RETURNS TABLE (id uuid, person_id uuid, expires_at timestamptz, last_seen_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$ SELECT s.id, s.person_id, s.expires_at, s.last_seen_at FROM sessions s WHERE s.token_hash = wanted AND s.revoked_at IS NULL $$;
--> statement-breakpoint
CREATE FUNCTION find_mailed_token(wanted bytea, wanted_purpose text) RETURNS TABLE (id uuid, person_id uuid, expires_at timestamptz, used_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$ SELECT t.id, t.person_id, t.expires_at, t.used_at FROM mailed_tokens t WHERE t.token_hash = wanted AND t.purpose = wanted_purpose $$;
--> statement-breakpoint
CREATE FUNCTION find_invitation(wanted bytea) RETURNS TABLE (id uuid, workspace_id uuid, workspace_name text, workspace_slug text, email text, role text, expires_at timestamptz, accepted_at timestamptz, revoked_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.id, i.workspace_id, w.name, w.slug, i.email, i.role, i.expires_at, i.accepted_at, i.revoked_at FROM invitations i JOIN workspaces w ON w.id = i.workspace_id WHERE i.token_hash = wanted $$;
--> statement-breakpoint
CREATE FUNCTION find_workspace_of_person(wanted_slug text, wanted_person uuid) RETURNS TABLE (id uuid, no integer, slug text, name text, count text, currency text, timezone text, role text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id, w.no, w.slug, w.name, w.count, w.currency, w.timezone, m.role FROM workspaces w JOIN memberships m ON m.workspace_id = w.id WHERE w.slug = wanted_slug AND m.person_id = wanted_person $$;
--> statement-breakpoint
CREATE FUNCTION list_workspaces_of_person(wanted_person uuid) RETURNS TABLE (id uuid, slug text, name text, role text, is_sample boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id, w.slug, w.name, m.role, w.is_sample FROM workspaces w JOIN memberships m ON m.workspace_id = w.id WHERE m.person_id = wanted_person ORDER BY w.name, w.slug $$;
--> statement-breakpoint
CREATE FUNCTION is_slug_taken(wanted text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$ SELECT EXISTS (SELECT 1 FROM workspaces w WHERE w.slug = wanted) $$;
--> statement-breakpoint
CREATE FUNCTION find_write_key(wanted bytea) RETURNS TABLE (workspace_id uuid, workspace_no integer, slug text, name text, count text, currency text, timezone text, source_id uuid, paused boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id, w.no, w.slug, w.name, w.count, w.currency, w.timezone, s.id, s.paused FROM write_keys k JOIN sources s ON s.id = k.source_id JOIN workspaces w ON w.id = k.workspace_id
  WHERE k.key_hash = wanted AND k.revoked_at IS NULL AND s.archived_at IS NULL $$;
--> statement-breakpoint
CREATE FUNCTION find_workspace(wanted_slug text) RETURNS TABLE (id uuid, no integer, slug text, name text, count text, currency text, timezone text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$ SELECT w.id, w.no, w.slug, w.name, w.count, w.currency, w.timezone FROM workspaces w WHERE w.slug = wanted_slug $$;
--> statement-breakpoint
CREATE FUNCTION list_workspaces() RETURNS TABLE (id uuid, no integer, slug text, name text, count text, currency text, timezone text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$ SELECT w.id, w.no, w.slug, w.name, w.count, w.currency, w.timezone FROM workspaces w ORDER BY w.no $$;
--> statement-breakpoint
-- Workspaces whose inbox holds rows past the worker's mark that no running transaction can still precede, or with open moves or blocks.
CREATE FUNCTION list_workspaces_with_work() RETURNS TABLE (id uuid, no integer, slug text, name text, count text, currency text, timezone text)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id, w.no, w.slug, w.name, w.count, w.currency, w.timezone FROM workspaces w JOIN pipelines p ON p.workspace_id = w.id
  WHERE EXISTS (SELECT 1 FROM inbox i WHERE i.workspace_id = w.id AND (i.txid, i.seq) > (p.txid, p.seq) AND i.txid < pg_snapshot_xmin(pg_current_snapshot()))
     OR EXISTS (SELECT 1 FROM moves m WHERE m.workspace_id = w.id AND m.done_at IS NULL)
     OR EXISTS (SELECT 1 FROM blocks b WHERE b.workspace_id = w.id AND b.loaded_at IS NULL)
     OR EXISTS (SELECT 1 FROM imports x WHERE x.workspace_id = w.id AND x.state IN ('waiting', 'running')) $$;
--> statement-breakpoint
-- Takes due mails, so that of many workers each gets others; a claim older than five minutes that never reached the hand-over is taken again.
CREATE FUNCTION claim_mail(worker text, at timestamptz, most integer) RETURNS TABLE (id uuid, to_address text, subject text, text_body text, html_body text, attempts integer)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE mail_outbox o SET state = 'claimed', claimed_by = worker, claimed_at = at, attempts = o.attempts + 1
  WHERE o.id IN (SELECT d.id FROM mail_outbox d WHERE (d.state = 'planned' AND d.not_before <= at) OR (d.state = 'claimed' AND d.claimed_at < at - interval '5 minutes') ORDER BY d.not_before LIMIT most FOR UPDATE SKIP LOCKED)
  RETURNING o.id, o.to_address, o.subject, o.text_body, o.html_body, o.attempts $$;
--> statement-breakpoint
-- One step of a hand-over by the worker that holds the claim; false when it no longer does.
CREATE FUNCTION step_mail(mail uuid, worker text, from_state text, to_state text, at timestamptz, trouble text) RETURNS boolean
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH stepped AS (UPDATE mail_outbox o SET state = to_state, problem = trouble, sent_at = CASE WHEN to_state = 'sent' THEN at ELSE o.sent_at END,
      not_before = CASE WHEN to_state = 'planned' THEN at + make_interval(secs => 30 * power(2, least(o.attempts, 8))) ELSE o.not_before END
    WHERE o.id = mail AND o.state = from_state AND o.claimed_by = worker RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM stepped) $$;
--> statement-breakpoint
-- A hand-over that a dead worker left open may have reached the other side: uncertain, and never sent again by itself.
CREATE FUNCTION close_lost_hand_overs(at timestamptz) RETURNS integer LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH lost AS (UPDATE mail_outbox o SET state = 'uncertain', problem = 'the sender stopped during the hand-over' WHERE o.state = 'handing_over' AND o.claimed_at < at - interval '5 minutes' RETURNING 1)
  SELECT count(*)::integer FROM lost $$;
--> statement-breakpoint
-- The local outbox, shown on a screen where no SMTP_URL is set.
CREATE FUNCTION list_local_outbox(most integer) RETURNS TABLE (id uuid, kind text, to_address text, subject text, text_body text, html_body text, state text, created_at timestamptz, sent_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, o.kind, o.to_address, o.subject, o.text_body, o.html_body, o.state, o.created_at, o.sent_at FROM mail_outbox o ORDER BY o.created_at DESC LIMIT most $$;
--> statement-breakpoint
DO $$
DECLARE f text;
BEGIN
  FOREACH f IN ARRAY ARRAY['find_person_by_email(text)', 'find_session(bytea)', 'find_mailed_token(bytea, text)', 'find_invitation(bytea)', 'find_workspace_of_person(text, uuid)',
    'list_workspaces_of_person(uuid)', 'is_slug_taken(text)', 'find_write_key(bytea)', 'find_workspace(text)', 'list_workspaces()', 'list_workspaces_with_work()', 'claim_mail(text, timestamptz, integer)',
    'step_mail(uuid, text, text, text, timestamptz, text)', 'close_lost_hand_overs(timestamptz)', 'list_local_outbox(integer)'] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
  FOREACH f IN ARRAY ARRAY['find_person_by_email(text)', 'find_session(bytea)', 'find_mailed_token(bytea, text)', 'find_invitation(bytea)', 'find_workspace_of_person(text, uuid)',
    'list_workspaces_of_person(uuid)', 'is_slug_taken(text)', 'list_local_outbox(integer)'] LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO holdfast_app', f);
  END LOOP;
  FOREACH f IN ARRAY ARRAY['find_write_key(bytea)', 'find_workspace(text)', 'list_workspaces()', 'list_workspaces_with_work()', 'claim_mail(text, timestamptz, integer)',
    'step_mail(uuid, text, text, text, timestamptz, text)', 'close_lost_hand_overs(timestamptz)'] LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO holdfast_system', f);
  END LOOP;
END $$;
