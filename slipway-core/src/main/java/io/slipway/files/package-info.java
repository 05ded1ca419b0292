/**
 * Migration files on disk: which layout a folder has, reading it strictly, putting included files
 * in their place.
 */
@NullMarked
package io.slipway.files;

import org.jspecify.annotations.NullMarked;
