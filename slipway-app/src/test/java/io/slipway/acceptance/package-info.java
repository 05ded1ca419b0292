/**
 * The command as its users meet it: a process of its own against a real server with writers
 * running, killed, stopped, misled. What a whole promise needs is proved here; the rooms' own tests
 * are in the rooms.
 */
@NullMarked
package io.slipway.acceptance;

import org.jspecify.annotations.NullMarked;
