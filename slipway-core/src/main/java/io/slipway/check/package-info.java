/**
 * What must hold before, while and after a migration: preflight checks, validators of what is
 * there, and the verdicts both give. Only reads; a check that cannot be asked is a verdict too.
 */
@NullMarked
package io.slipway.check;

import org.jspecify.annotations.NullMarked;
