-- CreateTable
CREATE TABLE "ledger_entry" (
    "county" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "ledger" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "team_id" TEXT,
    "on_date" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,
    "people" INTEGER,
    "half_days" INTEGER,
    "level" TEXT,
    "place" TEXT,
    "images" JSONB NOT NULL,
    "closes" TEXT[],
    "inbox_id" BIGINT NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("county","id")
);

-- CreateTable
CREATE TABLE "reminder" (
    "county" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "reader" TEXT NOT NULL,
    "on_date" DATE NOT NULL,

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("county","key")
);

-- CreateTable
CREATE TABLE "duty_answer" (
    "county" TEXT NOT NULL,
    "owed_key" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "does" TEXT NOT NULL,
    "until" DATE,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_answer_pkey" PRIMARY KEY ("county","owed_key","person_id")
);

-- CreateTable
CREATE TABLE "duty_list" (
    "county" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "owed_keys" TEXT[],
    "on_date" DATE NOT NULL,

    CONSTRAINT "duty_list_pkey" PRIMARY KEY ("county","person_id")
);

-- CreateTable
CREATE TABLE "duty_switch" (
    "county" TEXT NOT NULL,
    "provision" TEXT NOT NULL,
    "is_on" BOOLEAN NOT NULL,
    "changed_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_switch_pkey" PRIMARY KEY ("county","provision")
);

-- CreateTable
CREATE TABLE "month_confirmed" (
    "county" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "month" TEXT NOT NULL,
    "confirmed_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "month_confirmed_pkey" PRIMARY KEY ("county","person_id","month")
);

-- CreateIndex
CREATE INDEX "ledger_entry_county_person_id_on_date_idx" ON "ledger_entry"("county", "person_id", "on_date");

-- CreateIndex
CREATE INDEX "ledger_entry_county_team_id_on_date_idx" ON "ledger_entry"("county", "team_id", "on_date");

-- CreateIndex
CREATE INDEX "ledger_entry_county_on_date_idx" ON "ledger_entry"("county", "on_date");

-- CreateIndex
CREATE INDEX "reminder_county_on_date_idx" ON "reminder"("county", "on_date");

-- CreateIndex
CREATE INDEX "reminder_county_reader_on_date_idx" ON "reminder"("county", "reader", "on_date");

-- CreateIndex
CREATE INDEX "duty_answer_county_person_id_idx" ON "duty_answer"("county", "person_id");

