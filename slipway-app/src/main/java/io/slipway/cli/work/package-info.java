/**
 * What verbs share: the folder's migrations, the live database, what is pending, a run being
 * watched. Puts the library's pieces together and decides nothing.
 */
@NullMarked
package io.slipway.cli.work;

import org.jspecify.annotations.NullMarked;
