-- Partitions, row-level security, grants. Roles are made before the first migration (server/processes/prepare).
CREATE TABLE inbox_default PARTITION OF inbox DEFAULT;
--> statement-breakpoint
DO $$ BEGIN
  FOR i IN 0..7 LOOP
    EXECUTE format('CREATE TABLE inbox_keys_%s PARTITION OF inbox_keys FOR VALUES WITH (MODULUS 8, REMAINDER %s)', i, i);
  END LOOP;
END $$;
--> statement-breakpoint
-- A partition for this month and the next two; called by migrations and daily by the worker.
CREATE FUNCTION ensure_inbox_partitions(at timestamptz) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE first_day date; part text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('inbox_partitions', 0));
  FOR i IN 0..2 LOOP
    first_day := (date_trunc('month', at AT TIME ZONE 'UTC') + make_interval(months => i))::date;
    part := 'inbox_' || to_char(first_day, 'YYYYMM');
    IF to_regclass(part) IS NULL AND NOT EXISTS (SELECT 1 FROM ONLY inbox_default WHERE received_at >= (first_day::timestamp AT TIME ZONE 'UTC') AND received_at < ((first_day + interval '1 month')::timestamp AT TIME ZONE 'UTC')) THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF inbox FOR VALUES FROM (%L) TO (%L)', part, first_day::timestamp AT TIME ZONE 'UTC', (first_day + interval '1 month')::timestamp AT TIME ZONE 'UTC');
    END IF;
  END LOOP;
END $$;
--> statement-breakpoint
SELECT ensure_inbox_partitions(now());
--> statement-breakpoint
-- An unset setting reads back as '' after its first use in a session: nullif keeps that from matching or failing.
CREATE FUNCTION current_workspace() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('app.workspace_id', true), '')::uuid $$;
--> statement-breakpoint
CREATE FUNCTION current_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT nullif(current_setting('app.person_id', true), '')::uuid $$;
--> statement-breakpoint
DO $$
DECLARE t text; rule text;
BEGIN
  FOR t, rule IN SELECT * FROM (VALUES
    ('people', 'id = (SELECT current_person())'),
    ('sessions', 'person_id = (SELECT current_person())'),
    ('mailed_tokens', 'person_id = (SELECT current_person())'),
    ('workspaces', 'id = (SELECT current_workspace())'),
    ('memberships', 'workspace_id = (SELECT current_workspace()) OR person_id = (SELECT current_person())'),
    ('invitations', 'workspace_id = (SELECT current_workspace()) OR email = (SELECT p.email FROM people p WHERE p.id = (SELECT current_person()))'),
    ('mail_outbox', 'workspace_id = (SELECT current_workspace()) OR person_id = (SELECT current_person())')
  ) AS v LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY wall ON %I TO holdfast_app USING (%s) WITH CHECK (%s)', t, rule, rule);
    EXECUTE format('CREATE POLICY record ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['workspace_secrets', 'audit_log', 'sources', 'write_keys', 'inbox', 'inbox_keys', 'rejected', 'ingest_counts', 'imports',
    'pipelines', 'blocks', 'moves', 'model_runs', 'customers', 'identifiers', 'contacts', 'subscriptions', 'events', 'orders', 'tickets',
    'conversations', 'responses', 'churns', 'spend', 'costs', 'arms'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY wall ON %I TO holdfast_app USING (workspace_id = (SELECT current_workspace())) WITH CHECK (workspace_id = (SELECT current_workspace()))', t);
    EXECUTE format('CREATE POLICY record ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- People of the current workspace, by name, for its members; the view reads as its owner.
CREATE VIEW workspace_people AS
  SELECT m.workspace_id, m.person_id, m.role, m.created_at AS joined_at, p.name, p.email
  FROM memberships m JOIN people p ON p.id = m.person_id WHERE m.workspace_id = current_workspace();
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO holdfast_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON people, sessions, mailed_tokens, rate_limits, workspaces, memberships, invitations, workspace_secrets, sources, write_keys,
  inbox, inbox_keys, rejected, ingest_counts, imports, pipelines, blocks, moves, model_runs, customers, identifiers, contacts, subscriptions, events, orders,
  tickets, conversations, responses, churns, spend, costs, arms, mail_outbox TO holdfast_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_log TO holdfast_app;
--> statement-breakpoint
GRANT SELECT ON workspace_people TO holdfast_app;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO holdfast_app;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION ensure_inbox_partitions(timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION ensure_inbox_partitions(timestamptz) TO holdfast_system;
