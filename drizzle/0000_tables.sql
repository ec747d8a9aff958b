CREATE SEQUENCE inbox_seq AS bigint CACHE 1;
--> statement-breakpoint
CREATE TABLE "arms" (
	"workspace_id" uuid NOT NULL,
	"key" "bytea" NOT NULL,
	"customer_id" uuid NOT NULL,
	"campaign" text NOT NULL,
	"arm" text NOT NULL,
	"assigned_at" timestamp (3) with time zone NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "arms_workspace_id_key_pk" PRIMARY KEY("workspace_id","key")
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"workspace_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"verb" text NOT NULL,
	"subject" text NOT NULL,
	"fields" text[] NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "audit_log_workspace_id_seq_pk" PRIMARY KEY("workspace_id","seq")
);
--> statement-breakpoint
CREATE TABLE "blocks" (
	"workspace_id" uuid NOT NULL,
	"block" integer NOT NULL,
	"rows" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"loaded_at" timestamp (3) with time zone,
	CONSTRAINT "blocks_workspace_id_block_pk" PRIMARY KEY("workspace_id","block")
);
--> statement-breakpoint
CREATE TABLE "churns" (
	"workspace_id" uuid NOT NULL,
	"key" "bytea" NOT NULL,
	"customer_id" uuid NOT NULL,
	"churned_on" date NOT NULL,
	"reason" text,
	"note" text,
	"reactivated_on" date,
	"properties" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "churns_workspace_id_key_pk" PRIMARY KEY("workspace_id","key")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"workspace_id" uuid NOT NULL,
	"id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"email" text,
	"name" text,
	"role" text,
	"traits" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "contacts_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"workspace_id" uuid NOT NULL,
	"id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"resolved_by" text,
	"handed_over" boolean,
	"csat" double precision,
	"topic" text,
	"text" text,
	"properties" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "conversations_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "costs" (
	"workspace_id" uuid NOT NULL,
	"key" "bytea" NOT NULL,
	"customer_id" uuid NOT NULL,
	"month" date NOT NULL,
	"kind" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "costs_workspace_id_key_pk" PRIMARY KEY("workspace_id","key")
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"no" bigint NOT NULL,
	"external_id" text NOT NULL,
	"name" text,
	"email" text,
	"created_on" timestamp (3) with time zone,
	"parent_external_id" text,
	"owner_email" text,
	"country" text,
	"timezone" text,
	"locale" text,
	"acquisition_channel" text,
	"acquisition_cost_minor" bigint,
	"referred_by" text,
	"traits" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"is_test" boolean DEFAULT false NOT NULL,
	"merged_into" uuid,
	"merged_at" timestamp (3) with time zone,
	"version" bigint DEFAULT 0 NOT NULL,
	"first_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "customers_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"workspace_id" uuid NOT NULL,
	"key" "bytea" NOT NULL,
	"seq" bigint NOT NULL,
	"customer_id" uuid,
	"contact_id" text,
	"anonymous_id" text,
	"subscription_id" text,
	"event" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"properties" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"source_id" uuid NOT NULL,
	"import_no" integer,
	"block" integer,
	CONSTRAINT "events_workspace_id_key_pk" PRIMARY KEY("workspace_id","key")
);
--> statement-breakpoint
CREATE TABLE "identifiers" (
	"workspace_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"source_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "identifiers_workspace_id_kind_value_pk" PRIMARY KEY("workspace_id","kind","value")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"import_no" integer NOT NULL,
	"source_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"file_name" text NOT NULL,
	"file_bytes" bigint,
	"file_path" text,
	"mapping" jsonb NOT NULL,
	"dry_run" boolean DEFAULT false NOT NULL,
	"state" text NOT NULL,
	"problem" text,
	"received" bigint DEFAULT 0 NOT NULL,
	"stored" bigint DEFAULT 0 NOT NULL,
	"duplicate" bigint DEFAULT 0 NOT NULL,
	"rejected" bigint DEFAULT 0 NOT NULL,
	"updated" bigint DEFAULT 0 NOT NULL,
	"rounded_amounts" bigint DEFAULT 0 NOT NULL,
	"bytes_read" bigint DEFAULT 0 NOT NULL,
	"started_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"workspace_id" uuid NOT NULL,
	"txid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"seq" bigint DEFAULT nextval('inbox_seq') NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"source_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" "bytea" NOT NULL,
	"import_no" integer,
	"body" jsonb NOT NULL,
	CONSTRAINT "inbox_workspace_id_txid_seq_received_at_pk" PRIMARY KEY("workspace_id","txid","seq","received_at")
) PARTITION BY RANGE ("received_at");
--> statement-breakpoint
CREATE TABLE "inbox_keys" (
	"workspace_id" uuid NOT NULL,
	"key" "bytea" NOT NULL,
	"body_hash" "bytea" NOT NULL,
	"import_no" integer,
	CONSTRAINT "inbox_keys_workspace_id_key_pk" PRIMARY KEY("workspace_id","key")
) PARTITION BY HASH ("workspace_id", "key");
--> statement-breakpoint
CREATE TABLE "ingest_counts" (
	"workspace_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"minute" timestamp (3) with time zone NOT NULL,
	"received" bigint NOT NULL,
	"stored" bigint NOT NULL,
	"duplicate" bigint NOT NULL,
	"rejected" bigint NOT NULL,
	CONSTRAINT "ingest_counts_workspace_id_source_id_minute_pk" PRIMARY KEY("workspace_id","source_id","minute")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"invited_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "mail_outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid,
	"person_id" uuid,
	"kind" text NOT NULL,
	"to_address" text NOT NULL,
	"subject" text NOT NULL,
	"text_body" text NOT NULL,
	"html_body" text NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"claimed_by" text,
	"claimed_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"problem" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mailed_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"workspace_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_workspace_id_person_id_pk" PRIMARY KEY("workspace_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "model_runs" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"input" jsonb NOT NULL,
	"result" jsonb NOT NULL,
	"visible_block" integer NOT NULL,
	"started_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "model_runs_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "moves" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"reason" text NOT NULL,
	"from_nos" bigint[] NOT NULL,
	"to_no" bigint,
	"customer_id" uuid,
	"from_record" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "moves_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"workspace_id" uuid NOT NULL,
	"key" "bytea" NOT NULL,
	"seq" bigint NOT NULL,
	"id" text,
	"customer_id" uuid NOT NULL,
	"ordered_at" timestamp (3) with time zone NOT NULL,
	"amount_minor" bigint,
	"original_minor" bigint,
	"currency" text,
	"no_rate" integer DEFAULT 0 NOT NULL,
	"quantity" integer,
	"product_id" text,
	"product_name" text,
	"category" text,
	"channel" text,
	"cost_minor" bigint,
	"discount_minor" bigint,
	"offer_code" text,
	"properties" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"source_id" uuid NOT NULL,
	"import_no" integer,
	"block" integer,
	CONSTRAINT "orders_workspace_id_key_pk" PRIMARY KEY("workspace_id","key")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"email_verified_at" timestamp (3) with time zone,
	"theme" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pipelines" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"txid" "xid8" NOT NULL,
	"seq" bigint DEFAULT 0 NOT NULL,
	"last_block" integer DEFAULT 0 NOT NULL,
	"next_customer_no" bigint DEFAULT 1 NOT NULL,
	"next_import_no" integer DEFAULT 1 NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"visible_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "rejected" (
	"workspace_id" uuid NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "rejected_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source_id" uuid NOT NULL,
	"import_no" integer,
	"row_no" integer,
	"received_at" timestamp (3) with time zone NOT NULL,
	"raw" "bytea" NOT NULL,
	"reason" text NOT NULL,
	"rule_version" integer NOT NULL,
	CONSTRAINT "rejected_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "responses" (
	"workspace_id" uuid NOT NULL,
	"id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"answered_at" timestamp (3) with time zone NOT NULL,
	"kind" text,
	"score" double precision,
	"text" text,
	"channel" text,
	"properties" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "responses_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"user_agent" text NOT NULL,
	"address" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"paused" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "spend" (
	"workspace_id" uuid NOT NULL,
	"key" "bytea" NOT NULL,
	"channel" text NOT NULL,
	"month" date NOT NULL,
	"amount_minor" bigint NOT NULL,
	"new_customers" bigint,
	"seq" bigint NOT NULL,
	CONSTRAINT "spend_workspace_id_key_pk" PRIMARY KEY("workspace_id","key")
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"workspace_id" uuid NOT NULL,
	"id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"started_on" date NOT NULL,
	"ended_on" date,
	"mrr_minor" bigint,
	"currency" text,
	"original_minor" bigint,
	"interval" text,
	"plan" text,
	"seats" integer,
	"seats_used" integer,
	"unit_limit" bigint,
	"used" bigint,
	"renews_on" date,
	"traits" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "subscriptions_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"workspace_id" uuid NOT NULL,
	"id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"priority" text,
	"escalated" boolean,
	"first_response_minutes" double precision,
	"csat" double precision,
	"subject" text,
	"text" text,
	"properties" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"seq" bigint NOT NULL,
	CONSTRAINT "tickets_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "workspace_secrets" (
	"workspace_id" uuid NOT NULL,
	"field" text NOT NULL,
	"sealed" text NOT NULL,
	CONSTRAINT "workspace_secrets_workspace_id_field_pk" PRIMARY KEY("workspace_id","field")
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" uuid PRIMARY KEY NOT NULL,
	"no" integer GENERATED ALWAYS AS IDENTITY (sequence name "workspaces_no_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"count" text NOT NULL,
	"currency" text NOT NULL,
	"timezone" text NOT NULL,
	"is_sample" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "write_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"last_four" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailed_tokens" ADD CONSTRAINT "mailed_tokens_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pipelines" ADD CONSTRAINT "pipelines_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_secrets" ADD CONSTRAINT "workspace_secrets_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "write_keys" ADD CONSTRAINT "write_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "write_keys" ADD CONSTRAINT "write_keys_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "arms_campaign" ON "arms" USING btree ("workspace_id","campaign");--> statement-breakpoint
CREATE INDEX "churns_customer" ON "churns" USING btree ("workspace_id","customer_id");--> statement-breakpoint
CREATE INDEX "contacts_customer" ON "contacts" USING btree ("workspace_id","customer_id");--> statement-breakpoint
CREATE INDEX "conversations_customer" ON "conversations" USING btree ("workspace_id","customer_id");--> statement-breakpoint
CREATE INDEX "costs_customer" ON "costs" USING btree ("workspace_id","customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "customers_external" ON "customers" USING btree ("workspace_id","external_id");--> statement-breakpoint
CREATE UNIQUE INDEX "customers_no" ON "customers" USING btree ("workspace_id","no");--> statement-breakpoint
CREATE INDEX "events_customer" ON "events" USING btree ("workspace_id","customer_id","occurred_at");--> statement-breakpoint
CREATE INDEX "events_block" ON "events" USING btree ("workspace_id","block");--> statement-breakpoint
CREATE INDEX "identifiers_customer" ON "identifiers" USING btree ("workspace_id","customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "imports_no" ON "imports" USING btree ("workspace_id","import_no");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_token_hash" ON "invitations" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "invitations_workspace" ON "invitations" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "mail_outbox_due" ON "mail_outbox" USING btree ("state","not_before");--> statement-breakpoint
CREATE INDEX "mail_outbox_workspace" ON "mail_outbox" USING btree ("workspace_id");--> statement-breakpoint
CREATE UNIQUE INDEX "mailed_tokens_hash" ON "mailed_tokens" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "mailed_tokens_person" ON "mailed_tokens" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "memberships_person" ON "memberships" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "model_runs_kind" ON "model_runs" USING btree ("workspace_id","kind","created_at");--> statement-breakpoint
CREATE INDEX "moves_open" ON "moves" USING btree ("workspace_id","done_at");--> statement-breakpoint
CREATE INDEX "orders_customer" ON "orders" USING btree ("workspace_id","customer_id","ordered_at");--> statement-breakpoint
CREATE INDEX "orders_block" ON "orders" USING btree ("workspace_id","block");--> statement-breakpoint
CREATE UNIQUE INDEX "people_email" ON "people" USING btree ("email");--> statement-breakpoint
CREATE INDEX "rejected_source" ON "rejected" USING btree ("workspace_id","source_id","received_at");--> statement-breakpoint
CREATE INDEX "rejected_import" ON "rejected" USING btree ("workspace_id","import_no");--> statement-breakpoint
CREATE INDEX "responses_customer" ON "responses" USING btree ("workspace_id","customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token_hash" ON "sessions" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sources_workspace" ON "sources" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "subscriptions_customer" ON "subscriptions" USING btree ("workspace_id","customer_id");--> statement-breakpoint
CREATE INDEX "tickets_customer" ON "tickets" USING btree ("workspace_id","customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "workspaces_slug" ON "workspaces" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "workspaces_no" ON "workspaces" USING btree ("no");--> statement-breakpoint
CREATE UNIQUE INDEX "write_keys_hash" ON "write_keys" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "write_keys_source" ON "write_keys" USING btree ("workspace_id","source_id");