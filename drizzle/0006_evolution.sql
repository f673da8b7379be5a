-- Verification and copy jobs, sets of upcasters, JSON Schemas of events. Locks foldline.upcasters for a moment.
CREATE TABLE "foldline"."code_upcasters" (
	"id" text PRIMARY KEY NOT NULL,
	"fingerprint" text NOT NULL,
	"source" text NOT NULL,
	"registered_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "foldline"."event_schemas" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"type" text NOT NULL,
	"schema_version" smallint NOT NULL,
	"schema" json NOT NULL,
	"source" text NOT NULL,
	"refuses" boolean DEFAULT false NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_by" text,
	"published_at" timestamp with time zone,
	"withdrawn_by" text,
	"withdrawn_at" timestamp with time zone,
	"reason" text,
	"checked_to" bigint DEFAULT 0 NOT NULL,
	"checked" bigint DEFAULT 0 NOT NULL,
	"misfits" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "foldline"."job_findings" (
	"job_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"kind" text NOT NULL,
	"stream_id" text NOT NULL,
	"stream_version" bigint NOT NULL,
	"reason" text NOT NULL,
	"message" text NOT NULL,
	"operation" smallint,
	"path" text,
	"value" text,
	CONSTRAINT "job_findings_job_id_kind_position_pk" PRIMARY KEY("job_id","kind","position")
);
--> statement-breakpoint
CREATE TABLE "foldline"."jobs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reason" text,
	"paused_at" timestamp with time zone,
	"paused_by" text,
	"pause_reason" text,
	"attempt" integer DEFAULT 0 NOT NULL,
	"worker_id" uuid,
	"lease_until" timestamp with time zone,
	"checkpoint" bigint DEFAULT 0 NOT NULL,
	"up_to" bigint,
	"events_total" bigint,
	"events_done" bigint DEFAULT 0 NOT NULL,
	"result" jsonb,
	"samples" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"error" jsonb
);
--> statement-breakpoint
CREATE TABLE "foldline"."schema_misfits" (
	"schema_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"stream_id" text NOT NULL,
	"stream_version" bigint NOT NULL,
	"path" text NOT NULL,
	"message" text NOT NULL,
	CONSTRAINT "schema_misfits_schema_id_position_pk" PRIMARY KEY("schema_id","position")
);
--> statement-breakpoint
CREATE TABLE "foldline"."upcaster_sets" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "foldline"."upcaster_sets_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"upcaster_ids" uuid[] NOT NULL,
	"cause" text NOT NULL,
	"upcaster_id" uuid,
	"restores" integer,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reason" text
);
--> statement-breakpoint
ALTER TABLE "foldline"."upcasters" ADD COLUMN "verified_by" uuid;--> statement-breakpoint
ALTER TABLE "foldline"."job_findings" ADD CONSTRAINT "job_findings_job_id_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "foldline"."jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "foldline"."schema_misfits" ADD CONSTRAINT "schema_misfits_schema_id_event_schemas_id_fk" FOREIGN KEY ("schema_id") REFERENCES "foldline"."event_schemas"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "event_schemas_one_draft" ON "foldline"."event_schemas" USING btree ("type","schema_version") WHERE published_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "event_schemas_one_published" ON "foldline"."event_schemas" USING btree ("type","schema_version") WHERE published_at is not null and withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "job_findings_reason" ON "foldline"."job_findings" USING btree ("job_id","kind","reason","position");--> statement-breakpoint
CREATE INDEX "jobs_subject" ON "foldline"."jobs" USING btree ("kind","subject","requested_at");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_one_at_a_time" ON "foldline"."jobs" USING btree ("kind","subject") WHERE status in ('queued', 'running');--> statement-breakpoint
INSERT INTO "foldline"."upcaster_sets" ("upcaster_ids", "cause", "upcaster_id", "created_by", "reason")
SELECT array_agg("id" ORDER BY "id"), 'activate', (array_agg("id" ORDER BY "activated_at" DESC))[1],
       (array_agg(coalesce("activated_by", "created_by") ORDER BY "activated_at" DESC))[1], NULL
  FROM "foldline"."upcasters" WHERE "state" = 'active' HAVING count(*) > 0;
--> statement-breakpoint
CREATE FUNCTION "foldline"."refuse_change_of_published"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  raise exception 'what was published never changes: % %', tg_table_name, old.id;
end $$;
--> statement-breakpoint
CREATE TRIGGER "published_upcasters_stay" BEFORE UPDATE ON "foldline"."upcasters" FOR EACH ROW
WHEN (old.state in ('active', 'retired') and (
  (old.type, old.from_version, old.to_type, old.to_version, old.operations)
    is distinct from (new.type, new.from_version, new.to_type, new.to_version, new.operations)
  or new.state not in ('active', 'retired')))
EXECUTE FUNCTION "foldline"."refuse_change_of_published"();
--> statement-breakpoint
CREATE TRIGGER "published_upcasters_are_kept" BEFORE DELETE ON "foldline"."upcasters" FOR EACH ROW
WHEN (old.state in ('active', 'retired')) EXECUTE FUNCTION "foldline"."refuse_change_of_published"();
--> statement-breakpoint
CREATE TRIGGER "published_schemas_are_kept" BEFORE DELETE ON "foldline"."event_schemas" FOR EACH ROW
WHEN (old.published_at is not null) EXECUTE FUNCTION "foldline"."refuse_change_of_published"();
--> statement-breakpoint
CREATE TRIGGER "published_schemas_stay" BEFORE UPDATE ON "foldline"."event_schemas" FOR EACH ROW
WHEN (old.published_at is not null and (
  (old.type, old.schema_version, old.schema::text) is distinct from (new.type, new.schema_version, new.schema::text)
  or new.published_at is null))
EXECUTE FUNCTION "foldline"."refuse_change_of_published"();
