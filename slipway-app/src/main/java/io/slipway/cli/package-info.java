/**
 * The frame of the command line: options, settings, formats, help, exit codes. Verbs hold no
 * decisions and neither does the frame.
 */
@NullMarked
package io.slipway.cli;

import org.jspecify.annotations.NullMarked;
