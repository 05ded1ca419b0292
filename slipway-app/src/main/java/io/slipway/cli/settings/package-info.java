/** What applies to a command: flags, environment, file and defaults, heard in that order. */
@NullMarked
package io.slipway.cli.settings;

import org.jspecify.annotations.NullMarked;
