-- AlterTable
ALTER TABLE "ledger_entry" ADD COLUMN     "files" JSONB NOT NULL DEFAULT '[]';
