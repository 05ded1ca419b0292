/** What is written to standard output: formats, tables, colours, the one JSON document. */
@NullMarked
package io.slipway.cli.output;

import org.jspecify.annotations.NullMarked;
