-- Where dead letters, verified rebuilds, console-defined projections and finer samples live.
-- Locks foldline.read_models and foldline.rebuilds for a moment.
CREATE TABLE "foldline"."batch_samples" (
	"projection" text NOT NULL,
	"version" integer NOT NULL,
	"worker_id" uuid NOT NULL,
	"sampled_at" timestamp with time zone NOT NULL,
	"batches" integer NOT NULL,
	"events" integer NOT NULL,
	"median_ms" real NOT NULL,
	"longest_ms" real NOT NULL,
	CONSTRAINT "batch_samples_projection_version_worker_id_sampled_at_pk" PRIMARY KEY("projection","version","worker_id","sampled_at")
);
--> statement-breakpoint
CREATE TABLE "foldline"."console_projections" (
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_by" text,
	"published_at" timestamp with time zone,
	"retired_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "console_projections_name_version_pk" PRIMARY KEY("name","version")
);
--> statement-breakpoint
CREATE TABLE "foldline"."dead_letter_attempts" (
	"dead_letter_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"attempted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"worker" text,
	"requested_by" text,
	"message" text NOT NULL,
	"stack" text,
	CONSTRAINT "dead_letter_attempts_dead_letter_id_attempt_pk" PRIMARY KEY("dead_letter_id","attempt")
);
--> statement-breakpoint
CREATE TABLE "foldline"."dead_letters" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"projection" text NOT NULL,
	"version" integer NOT NULL,
	"partition" smallint NOT NULL,
	"stream_id" text NOT NULL,
	"stream_version" bigint NOT NULL,
	"position" bigint NOT NULL,
	"event_id" uuid NOT NULL,
	"type" text NOT NULL,
	"schema_version" smallint NOT NULL,
	"key" text,
	"status" text NOT NULL,
	"waiting" bigint DEFAULT 0 NOT NULL,
	"error_group" text NOT NULL,
	"message" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"failed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retry_requested_at" timestamp with time zone,
	"retry_requested_by" text,
	"retry_up_to_version" bigint,
	"retry_data" json,
	"retry_lease_until" timestamp with time zone,
	"resolved_at" timestamp with time zone,
	"resolved_by" text,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "foldline"."deployments" (
	"fingerprint" text PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"deployed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "foldline"."ignored_recommendations" (
	"projection" text NOT NULL,
	"built_with" text NOT NULL,
	"reason" text NOT NULL,
	"ignored_by" text NOT NULL,
	"ignored_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ignored_recommendations_projection_built_with_pk" PRIMARY KEY("projection","built_with")
);
--> statement-breakpoint
CREATE TABLE "foldline"."rebuild_differences" (
	"rebuild_id" uuid NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"columns" text[] NOT NULL,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "rebuild_differences_rebuild_id_key_pk" PRIMARY KEY("rebuild_id","key")
);
--> statement-breakpoint
ALTER TABLE "foldline"."read_models" ALTER COLUMN "table_name" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "foldline"."read_models" ADD COLUMN "inline_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "foldline"."rebuilds" ADD COLUMN "scope" text DEFAULT 'whole' NOT NULL;--> statement-breakpoint
ALTER TABLE "foldline"."rebuilds" ADD COLUMN "scope_of" text;--> statement-breakpoint
ALTER TABLE "foldline"."rebuilds" ADD COLUMN "promotion" text DEFAULT 'manual' NOT NULL;--> statement-breakpoint
ALTER TABLE "foldline"."rebuilds" ADD COLUMN "paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "foldline"."rebuilds" ADD COLUMN "paused_by" text;--> statement-breakpoint
ALTER TABLE "foldline"."rebuilds" ADD COLUMN "pause_reason" text;--> statement-breakpoint
ALTER TABLE "foldline"."rebuilds" ADD COLUMN "throttle" integer;--> statement-breakpoint
ALTER TABLE "foldline"."rebuilds" ADD COLUMN "verification" jsonb;--> statement-breakpoint
ALTER TABLE "foldline"."dead_letter_attempts" ADD CONSTRAINT "dead_letter_attempts_dead_letter_id_dead_letters_id_fk" FOREIGN KEY ("dead_letter_id") REFERENCES "foldline"."dead_letters"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "foldline"."dead_letters" ADD CONSTRAINT "dead_letters_projection_version_read_models_projection_version_fk" FOREIGN KEY ("projection","version") REFERENCES "foldline"."read_models"("projection","version") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "foldline"."rebuild_differences" ADD CONSTRAINT "rebuild_differences_rebuild_id_rebuilds_id_fk" FOREIGN KEY ("rebuild_id") REFERENCES "foldline"."rebuilds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "batch_samples_sampled_at" ON "foldline"."batch_samples" USING btree ("sampled_at");--> statement-breakpoint
CREATE UNIQUE INDEX "dead_letters_one_per_stream" ON "foldline"."dead_letters" USING btree ("projection","version","partition","stream_id") WHERE status = 'parked';--> statement-breakpoint
CREATE INDEX "dead_letters_status" ON "foldline"."dead_letters" USING btree ("status","position");--> statement-breakpoint
CREATE INDEX "dead_letters_event" ON "foldline"."dead_letters" USING btree ("stream_id","stream_version");--> statement-breakpoint
CREATE INDEX "dead_letters_retry" ON "foldline"."dead_letters" USING btree ("retry_requested_at") WHERE retry_requested_at is not null;--> statement-breakpoint
CREATE INDEX "rebuild_differences_kind" ON "foldline"."rebuild_differences" USING btree ("rebuild_id","kind","key");