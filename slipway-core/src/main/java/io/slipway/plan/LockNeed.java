package io.slipway.plan;

import io.slipway.postgres.LockMode;
import io.slipway.sql.QualifiedName;

/**
 * A lock a step takes on a relation that others use; relations the step itself creates are left
 * out.
 */
public record LockNeed(QualifiedName relation, LockMode mode) {}
