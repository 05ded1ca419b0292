/**
 * PostgreSQL's own parser, hosted in the JVM: libpg_query as a WebAssembly module that the build
 * compiles to bytecode. Owns the engine, the module's imports and exports, and nothing about SQL.
 */
@NullMarked
package io.slipway.sql.libpgquery;

import org.jspecify.annotations.NullMarked;
