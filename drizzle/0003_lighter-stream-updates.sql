-- Takes the time of the last append out of the indexes of streams, so that an append updates none of them.
-- Locks foldline.streams while the new index is built.
DROP INDEX "foldline"."streams_category_updated_at";--> statement-breakpoint
DROP INDEX "foldline"."streams_updated_at";--> statement-breakpoint
CREATE INDEX "streams_category" ON "foldline"."streams" USING btree ("category","stream_id");