-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "inbox_state" AS ENUM ('waiting', 'done', 'dead');

-- CreateEnum
CREATE TYPE "outbox_state" AS ENUM ('waiting', 'leased', 'sent', 'unknown', 'refused');

-- CreateEnum
CREATE TYPE "request_state" AS ENUM ('open', 'approved', 'rejected', 'withdrawn');

-- CreateTable
CREATE TABLE "county" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "packs" TEXT[],
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "county_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "place" (
    "county" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" TEXT,

    CONSTRAINT "place_pkey" PRIMARY KEY ("county","id")
);

-- CreateTable
CREATE TABLE "person" (
    "county" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "post" TEXT,
    "dispatch_level" TEXT,
    "township_id" TEXT,
    "village_id" TEXT,
    "team_id" TEXT,
    "unit_id" TEXT,

    CONSTRAINT "person_pkey" PRIMARY KEY ("county","id")
);

-- CreateTable
CREATE TABLE "seat" (
    "county" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "scope_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "seat_pkey" PRIMARY KEY ("county","body","scope_id")
);

-- CreateTable
CREATE TABLE "seat_holder" (
    "county" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "scope_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,

    CONSTRAINT "seat_holder_pkey" PRIMARY KEY ("county","body","scope_id","person_id","from_on")
);

-- CreateTable
CREATE TABLE "account" (
    "county" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "person_id" TEXT,
    "direct_conversation" TEXT,

    CONSTRAINT "account_pkey" PRIMARY KEY ("county","id")
);

-- CreateTable
CREATE TABLE "chat_group" (
    "county" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "team_id" TEXT,

    CONSTRAINT "chat_group_pkey" PRIMARY KEY ("county","id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "id" BIGSERIAL NOT NULL,
    "county" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "event_key" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "sender_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "inbox_state" NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "worked_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "county" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "inbox_id" BIGINT,
    "person_id" TEXT,
    "request_id" TEXT,
    "updates" TEXT,
    "payload" JSONB NOT NULL,
    "state" "outbox_state" NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3),
    "lease" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "platform_message_id" TEXT,
    "settled_at" TIMESTAMPTZ(3),
    "why" TEXT,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chat_button" (
    "county" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "outbox_key" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "action" JSONB NOT NULL,

    CONSTRAINT "chat_button_pkey" PRIMARY KEY ("county","id")
);

-- CreateTable
CREATE TABLE "request" (
    "county" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "applicant_id" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "from_half" TEXT NOT NULL,
    "to_half" TEXT NOT NULL,
    "half_days" INTEGER NOT NULL,
    "leave_kind" TEXT,
    "reason" TEXT NOT NULL,
    "late" BOOLEAN NOT NULL,
    "state" "request_state" NOT NULL,
    "step" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "modes" TEXT[],
    "filing_text" TEXT,
    "filings" JSONB NOT NULL,
    "citations" JSONB NOT NULL,
    "readings" JSONB NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_pkey" PRIMARY KEY ("county","id")
);

-- CreateTable
CREATE TABLE "request_seat" (
    "county" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "scope_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "answered_by" TEXT,
    "verdict" TEXT,
    "note" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "request_seat_pkey" PRIMARY KEY ("county","request_id","step","body","scope_id")
);

-- CreateTable
CREATE TABLE "attendance" (
    "county" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "on_date" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "turn" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "inbox_id" BIGINT NOT NULL,
    "note" TEXT,
    "point" JSONB,
    "doubts" TEXT[],
    "images" JSONB NOT NULL,
    "request_id" TEXT,

    CONSTRAINT "attendance_pkey" PRIMARY KEY ("county","person_id","on_date","kind","turn")
);

-- CreateTable
CREATE TABLE "work_log" (
    "county" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "on_date" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,
    "late" BOOLEAN NOT NULL,
    "images" JSONB NOT NULL,
    "inbox_id" BIGINT NOT NULL,

    CONSTRAINT "work_log_pkey" PRIMARY KEY ("county","id")
);

-- CreateTable
CREATE TABLE "dialogue" (
    "county" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "question" JSONB NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dialogue_pkey" PRIMARY KEY ("county","account_id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "county" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "inbox_id" BIGINT,
    "person_id" TEXT,
    "verb" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "payload" TEXT,
    "salt" TEXT NOT NULL,
    "digest" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_link" (
    "county" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "entry_ids" BIGINT[],
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_link_pkey" PRIMARY KEY ("county","seq")
);

-- CreateTable
CREATE TABLE "group_member" (
    "county" TEXT NOT NULL,
    "group_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,

    CONSTRAINT "group_member_pkey" PRIMARY KEY ("county","group_id","person_id")
);

-- CreateTable
CREATE TABLE "web_conversation" (
    "county" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "last_seq" INTEGER NOT NULL,
    "last_change" INTEGER NOT NULL,

    CONSTRAINT "web_conversation_pkey" PRIMARY KEY ("county","conversation")
);

-- CreateTable
CREATE TABLE "web_message" (
    "county" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "change" INTEGER NOT NULL,
    "author_id" TEXT,
    "author_name" TEXT,
    "body" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "web_message_pkey" PRIMARY KEY ("county","id")
);

-- CreateTable
CREATE TABLE "web_session" (
    "county" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "web_session_pkey" PRIMARY KEY ("county","token_hash")
);

-- CreateTable
CREATE TABLE "web_link" (
    "county" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "web_link_pkey" PRIMARY KEY ("county","token_hash")
);

-- CreateIndex
CREATE INDEX "person_county_team_id_idx" ON "person"("county", "team_id");

-- CreateIndex
CREATE INDEX "person_county_township_id_post_idx" ON "person"("county", "township_id", "post");

-- CreateIndex
CREATE INDEX "seat_holder_county_person_id_idx" ON "seat_holder"("county", "person_id");

-- CreateIndex
CREATE INDEX "account_county_person_id_idx" ON "account"("county", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_county_platform_user_id_key" ON "account"("county", "platform", "user_id");

-- CreateIndex
CREATE INDEX "chat_group_county_team_id_idx" ON "chat_group"("county", "team_id");

-- CreateIndex
CREATE UNIQUE INDEX "chat_group_county_platform_conversation_key" ON "chat_group"("county", "platform", "conversation");

-- CreateIndex
CREATE INDEX "inbox_county_state_id_idx" ON "inbox"("county", "state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_county_platform_event_key_key" ON "inbox"("county", "platform", "event_key");

-- CreateIndex
CREATE INDEX "outbox_county_state_platform_conversation_id_idx" ON "outbox"("county", "state", "platform", "conversation", "id");

-- CreateIndex
CREATE INDEX "outbox_county_platform_conversation_platform_message_id_idx" ON "outbox"("county", "platform", "conversation", "platform_message_id");

-- CreateIndex
CREATE INDEX "outbox_county_request_id_idx" ON "outbox"("county", "request_id");

-- CreateIndex
CREATE INDEX "outbox_county_inbox_id_idx" ON "outbox"("county", "inbox_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_county_key_key" ON "outbox"("county", "key");

-- CreateIndex
CREATE INDEX "request_county_applicant_id_from_on_idx" ON "request"("county", "applicant_id", "from_on");

-- CreateIndex
CREATE INDEX "request_county_code_idx" ON "request"("county", "code");

-- CreateIndex
CREATE INDEX "request_seat_county_body_scope_id_idx" ON "request_seat"("county", "body", "scope_id");

-- CreateIndex
CREATE INDEX "work_log_county_person_id_on_date_idx" ON "work_log"("county", "person_id", "on_date");

-- CreateIndex
CREATE INDEX "audit_entry_county_subject_idx" ON "audit_entry"("county", "subject");

-- CreateIndex
CREATE INDEX "audit_entry_county_id_idx" ON "audit_entry"("county", "id");

-- CreateIndex
CREATE INDEX "group_member_county_person_id_idx" ON "group_member"("county", "person_id");

-- CreateIndex
CREATE INDEX "web_message_county_conversation_change_idx" ON "web_message"("county", "conversation", "change");

-- CreateIndex
CREATE UNIQUE INDEX "web_message_county_key_key" ON "web_message"("county", "key");

-- CreateIndex
CREATE UNIQUE INDEX "web_message_county_conversation_seq_key" ON "web_message"("county", "conversation", "seq");

