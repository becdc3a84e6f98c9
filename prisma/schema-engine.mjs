#!/usr/bin/env node
// Stands in for Prisma's native schema engine: the Prisma CLI starts it (see prisma.config.ts), and it answers the CLI's JSON-RPC on stdio with
// the same engine compiled to WebAssembly (@prisma/schema-engine-wasm, pinned to the CLI's version), reaching PostgreSQL through pg.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { closeConnections, databaseFactory, execute, siblingUrl } from './engine-database.mjs';

/** JSON-RPC error code by which the CLI knows an error meant for its user. */
const KNOWN_ERROR = 4466;

/** Methods that the engine knows by another name. */
const RENAMED = { getDatabaseVersion: 'version' };

/** Of all methods only this one hands the engine its factory of shadow databases, so these two are preceded by it. */
const NEEDS_SHADOW_FIRST = ['evaluateDataLoss', 'createMigration'];

/** Arguments as the CLI gives them: `--datamodels FILE`…, `--datasource JSON`, `cli COMMAND`; all other options are for the native engine. */
function parseArguments(args) {
  const parsed = { schemaFiles: [], datasource: {}, command: undefined };
  for (let at = 0; at < args.length; at += 2) {
    const [name, value] = [args[at], args[at + 1]];
    if (name === '--datamodels') parsed.schemaFiles.push(value);
    else if (name === '--datasource') parsed.datasource = JSON.parse(value);
    else if (name === 'cli') parsed.command = value;
  }
  return parsed;
}

async function loadEngine() {
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= { set_message: (message) => process.stderr.write(`${message}\n`) };
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = readFileSync(file.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings.SchemaEngine;
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

/** Runs one method on an engine of its own; a failed call leaves an engine that answers no other. */
async function call(SchemaEngine, { schemaFiles, datasource }, method, params) {
  const factory = bindMigrationAwareSqlAdapterFactory(databaseFactory(datasource.url));
  const datamodels = schemaFiles.length > 0 ? schemaFiles.map((file) => [file, readFileSync(file, 'utf8')]) : undefined;
  const engine = await SchemaEngine.new({ datamodels }, () => {}, factory);
  if (NEEDS_SHADOW_FIRST.includes(method)) {
    await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
  }
  const name = RENAMED[method] ?? method;
  if (typeof engine[name] !== 'function') throw new Error(`the schema engine from npm has no method ${method}`);
  return (await engine[name](params)) ?? {};
}

function asRpcError(error) {
  const message = String(error?.message ?? error);
  return {
    code: KNOWN_ERROR,
    message,
    data: { is_panic: false, message, error_code: error?.code ?? null, meta: error?.meta },
  };
}

/** What the native engine prints itself, it asks the CLI to print; the WebAssembly one returns it. */
function askToPrint(id, result) {
  if (typeof result.stdout !== 'string') return result;
  send({ id: `print-${id}`, method: 'print', params: { content: result.stdout } });
  return { ...result, stdout: null };
}

/** A panic of the engine surfaces outside of the call that caused it, whose promise then never settles. */
function orPanic(called) {
  let panicked;
  const panic = new Promise((_, reject) => {
    panicked = (error) => reject(new Error(`the schema engine panicked: ${error.message}`));
    process.once('uncaughtException', panicked);
  });
  return Promise.race([called, panic]).finally(() => process.off('uncaughtException', panicked));
}

async function serve(options) {
  const SchemaEngine = await loadEngine();
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line);
    if (method === undefined) continue; // the CLI's thanks for something printed
    try {
      send({ id, result: askToPrint(id, await orPanic(call(SchemaEngine, options, method, params))) });
    } catch (error) {
      send({ id, error: asRpcError(error) });
    }
    await closeConnections();
  }
}

/** The two questions that the CLI asks by command line: may I connect, and please create the database. */
async function runCommand(command, { url }) {
  try {
    if (command === 'can-connect-to-database') await execute(url, 'SELECT 1');
    else if (command === 'create-database') await createDatabase(url);
    else throw new Error(`the schema engine from npm has no command ${command}`);
  } catch (error) {
    const fields = { message: String(error.message), error_code: error.code === '3D000' ? 'P1003' : 'P1001' };
    // The CLI skips the first line.
    process.stderr.write(`{}\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}\n`);
    process.exitCode = 1;
  }
}

async function createDatabase(url) {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  await execute(siblingUrl(url, 'postgres'), `CREATE DATABASE "${name.replaceAll('"', '""')}"`);
}

const options = parseArguments(process.argv.slice(2));
if (process.argv.includes('--version')) process.stdout.write('schema-engine-wasm\n');
else if (options.command !== undefined) await runCommand(options.command, options.datasource);
else await serve(options);
