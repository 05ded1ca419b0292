/** Where the process starts: the program's surroundings are read once and handed to the command. */
@NullMarked
package io.slipway.app;

import org.jspecify.annotations.NullMarked;
