/** One class per verb: it reads its options, calls the library once and says what came of it. */
@NullMarked
package io.slipway.cli.verbs;

import org.jspecify.annotations.NullMarked;
