ALTER TABLE "campaigns" ADD COLUMN "audience" jsonb;
--> statement-breakpoint
-- As in 0012, and: the rule of the audience is sealed, a salt is drawn once, a sealed campaign is no draft again, and the
-- moments of launch and end stay once they are known.
CREATE OR REPLACE FUNCTION refuse_change_of_sealed_plan() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.sealed_at IS NULL OR NOT EXISTS (SELECT 1 FROM workspaces w WHERE w.id = OLD.workspace_id) THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'the plan of a launched campaign is sealed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (NEW.workspace_id, NEW.id, NEW.salt) IS DISTINCT FROM (OLD.workspace_id, OLD.id, OLD.salt) THEN
    RAISE EXCEPTION 'the salt of a campaign is sealed from its first day' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.sealed_at IS NULL THEN RETURN NEW; END IF;
  IF (NEW.channel, NEW.segment, NEW.audience, NEW.control_share, NEW.subject, NEW.message, NEW.webhook_url, NEW.plan, NEW.plan_hash, NEW.sealed_at, NEW.launched_at)
    IS DISTINCT FROM (OLD.channel, OLD.segment, OLD.audience, OLD.control_share, OLD.subject, OLD.message, OLD.webhook_url, OLD.plan, OLD.plan_hash, OLD.sealed_at, OLD.launched_at)
    OR NEW.state = 'draft' OR (OLD.ends_at IS NOT NULL AND NEW.ends_at IS DISTINCT FROM OLD.ends_at) THEN
    RAISE EXCEPTION 'the plan of a launched campaign is sealed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
