-- CreateTable
CREATE TABLE "policy_text" (
    "county" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "pack" TEXT,
    "title" TEXT NOT NULL,
    "number" TEXT,
    "issuer" TEXT,
    "issued_on" TEXT,
    "units" JSONB NOT NULL,
    "unplaced" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_text_pkey" PRIMARY KEY ("county","id")
);

