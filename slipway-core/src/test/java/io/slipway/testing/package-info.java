/** What tests share: the server of this JVM, a fresh database each, schema as text. */
@NullMarked
package io.slipway.testing;

import org.jspecify.annotations.NullMarked;
