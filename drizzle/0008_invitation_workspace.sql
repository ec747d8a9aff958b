CREATE INDEX "rate_limits_expire" ON "rate_limits" USING btree ("expire");--> statement-breakpoint
-- An invitation opens its workspace for who accepts it: what the audit log needs comes with it.
DROP FUNCTION find_invitation(bytea);
--> statement-breakpoint
CREATE FUNCTION find_invitation(wanted bytea) RETURNS TABLE (id uuid, email text, role text, expires_at timestamptz, accepted_at timestamptz, revoked_at timestamptz,
    workspace_id uuid, workspace_no integer, workspace_slug text, workspace_name text, count text, currency text, timezone text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.id, i.email, i.role, i.expires_at, i.accepted_at, i.revoked_at, w.id, w.no, w.slug, w.name, w.count, w.currency, w.timezone
  FROM invitations i JOIN workspaces w ON w.id = i.workspace_id WHERE i.token_hash = wanted $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION find_invitation(bytea) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION find_invitation(bytea) TO holdfast_app;
