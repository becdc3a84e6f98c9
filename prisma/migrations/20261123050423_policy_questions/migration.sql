-- CreateTable
CREATE TABLE "policy_question" (
    "county" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "inbox_id" BIGINT NOT NULL,
    "platform" TEXT NOT NULL,
    "conversation" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "before" TEXT,
    "packs" TEXT[],
    "refused" TEXT,
    "pack" TEXT,
    "article" TEXT,
    "feedback" TEXT,
    "faq_id" TEXT,

    CONSTRAINT "policy_question_pkey" PRIMARY KEY ("county","id")
);

-- CreateTable
CREATE TABLE "policy_faq" (
    "county" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "pack" TEXT NOT NULL,
    "article" TEXT NOT NULL,
    "made_by" TEXT,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_faq_pkey" PRIMARY KEY ("county","id")
);

-- CreateIndex
CREATE INDEX "policy_question_county_person_id_platform_conversation_aske_idx" ON "policy_question"("county", "person_id", "platform", "conversation", "asked_at");

-- CreateIndex
CREATE INDEX "policy_question_county_asked_at_idx" ON "policy_question"("county", "asked_at");

