-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "tried" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "image_fetch" (
    "county" TEXT NOT NULL,
    "inbox_id" BIGINT NOT NULL,
    "platform" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "image_fetch_pkey" PRIMARY KEY ("county","inbox_id")
);

-- CreateTable
CREATE TABLE "recent_send" (
    "id" BIGSERIAL NOT NULL,
    "county" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recent_send_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "recent_send_county_platform_at_idx" ON "recent_send"("county", "platform", "at");

-- CreateIndex
CREATE INDEX "recent_send_county_platform_conversation_at_idx" ON "recent_send"("county", "platform", "conversation", "at");

-- CreateIndex
CREATE INDEX "inbox_county_platform_sender_id_id_idx" ON "inbox"("county", "platform", "sender_id", "id");

