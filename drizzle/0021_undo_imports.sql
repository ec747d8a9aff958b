ALTER TABLE "inbox" ADD COLUMN "body_hash" "bytea";--> statement-breakpoint
ALTER TABLE "moves" ADD COLUMN "import_no" integer;--> statement-breakpoint
ALTER TABLE "pipelines" ADD COLUMN "spend_no" bigint DEFAULT 0 NOT NULL;