CREATE TABLE "assignments" (
	"workspace_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"arm" text NOT NULL,
	"assigned_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"address_hash" "bytea",
	CONSTRAINT "assignments_workspace_id_campaign_id_customer_id_pk" PRIMARY KEY("workspace_id","campaign_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"channel" text NOT NULL,
	"segment" text,
	"control_share" double precision NOT NULL,
	"salt" text NOT NULL,
	"subject" text NOT NULL,
	"message" text NOT NULL,
	"webhook_url" text,
	"plan" jsonb NOT NULL,
	"plan_hash" text,
	"sealed_at" timestamp (3) with time zone,
	"launched_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"assigned_up_to" bigint DEFAULT 0 NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "campaigns_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "hand_overs" (
	"workspace_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"customer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp (3) with time zone NOT NULL,
	"claimed_by" text,
	"claimed_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"problem" text,
	"address_hash" "bytea",
	CONSTRAINT "hand_overs_workspace_id_campaign_id_step_customer_id_pk" PRIMARY KEY("workspace_id","campaign_id","step","customer_id")
);
--> statement-breakpoint
CREATE TABLE "suppressions" (
	"workspace_id" uuid NOT NULL,
	"address_hash" "bytea" NOT NULL,
	"reason" text NOT NULL,
	"campaign_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "suppressions_workspace_id_address_hash_pk" PRIMARY KEY("workspace_id","address_hash")
);
--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand_overs" ADD CONSTRAINT "hand_overs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignments_customer" ON "assignments" USING btree ("customer_id","workspace_id");--> statement-breakpoint
CREATE INDEX "assignments_address" ON "assignments" USING btree ("address_hash","campaign_id","workspace_id") WHERE "assignments"."address_hash" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "campaigns_name" ON "campaigns" USING btree ("name","workspace_id");--> statement-breakpoint
CREATE INDEX "campaigns_active" ON "campaigns" USING btree ("state") WHERE "campaigns"."state" in ('launching', 'running');--> statement-breakpoint
CREATE UNIQUE INDEX "hand_overs_address" ON "hand_overs" USING btree ("address_hash","campaign_id","step","workspace_id") WHERE "hand_overs"."address_hash" is not null;--> statement-breakpoint
CREATE INDEX "hand_overs_due" ON "hand_overs" USING btree ("not_before","workspace_id") WHERE "hand_overs"."state" in ('planned', 'claimed', 'handing_over');--> statement-breakpoint
CREATE INDEX "hand_overs_customer" ON "hand_overs" USING btree ("customer_id","workspace_id");--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['campaigns', 'assignments', 'hand_overs', 'suppressions'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY wall ON %I TO holdfast_app USING (workspace_id = (SELECT current_workspace())) WITH CHECK (workspace_id = (SELECT current_workspace()))', t);
    EXECUTE format('CREATE POLICY record ON %I TO CURRENT_USER USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON campaigns TO holdfast_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON hand_overs TO holdfast_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON assignments, suppressions TO holdfast_app;
--> statement-breakpoint
-- Who is in which arm is never changed, by nobody. Rows go only with their whole workspace.
CREATE FUNCTION refuse_change_of_assignment() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM workspaces w WHERE w.id = OLD.workspace_id) THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'an assignment is for ever' USING ERRCODE = 'integrity_constraint_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER assignments_are_kept BEFORE UPDATE OR DELETE ON assignments FOR EACH ROW EXECUTE FUNCTION refuse_change_of_assignment();
--> statement-breakpoint
-- What decides the read-out of a launched campaign stays as it was sealed.
CREATE FUNCTION refuse_change_of_sealed_plan() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.sealed_at IS NULL THEN RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END IF;
  IF TG_OP = 'DELETE' THEN
    IF NOT EXISTS (SELECT 1 FROM workspaces w WHERE w.id = OLD.workspace_id) THEN RETURN OLD; END IF;
  ELSIF (NEW.workspace_id, NEW.id, NEW.channel, NEW.segment, NEW.control_share, NEW.salt, NEW.subject, NEW.message, NEW.webhook_url, NEW.plan, NEW.plan_hash, NEW.sealed_at)
    IS NOT DISTINCT FROM (OLD.workspace_id, OLD.id, OLD.channel, OLD.segment, OLD.control_share, OLD.salt, OLD.subject, OLD.message, OLD.webhook_url, OLD.plan, OLD.plan_hash, OLD.sealed_at) THEN RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the plan of a launched campaign is sealed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER campaigns_stay_sealed BEFORE UPDATE OR DELETE ON campaigns FOR EACH ROW EXECUTE FUNCTION refuse_change_of_sealed_plan();
--> statement-breakpoint
-- Workspaces with something to do for campaigns: a launch to carry out, hand-overs that are due or were left open, windows that end.
CREATE FUNCTION list_workspaces_with_hand_overs(at timestamptz) RETURNS TABLE (id uuid, no integer, slug text, name text, count text, currency text, timezone text)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id, w.no, w.slug, w.name, w.count, w.currency, w.timezone FROM workspaces w
  WHERE EXISTS (SELECT 1 FROM campaigns c WHERE c.workspace_id = w.id AND (c.state = 'launching' OR (c.state = 'running' AND (c.ends_at <= at
       OR EXISTS (SELECT 1 FROM hand_overs h WHERE h.workspace_id = c.workspace_id AND h.campaign_id = c.id
         AND ((h.state = 'planned' AND h.not_before <= at) OR (h.state = 'claimed' AND h.claimed_at < at - interval '5 minutes')))))))
     OR EXISTS (SELECT 1 FROM hand_overs h WHERE h.workspace_id = w.id AND h.state = 'handing_over' AND h.claimed_at < at - interval '5 minutes')
  ORDER BY w.no $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION list_workspaces_with_hand_overs(timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION list_workspaces_with_hand_overs(timestamptz) TO holdfast_system;
