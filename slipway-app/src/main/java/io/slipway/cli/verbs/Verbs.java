package io.slipway.cli.verbs;

import io.slipway.cli.Verb;
import java.util.List;
import java.util.function.Supplier;

/** Every verb, in the order help lists them. A new verb is a class, a line here and its page. */
public final class Verbs {
  public static final List<Supplier<Verb>> ALL =
      List.of(
          Init::new,
          Lint::new,
          Explain::new,
          Snapshot::new,
          PlanVerb::new,
          Validate::new,
          BackupVerb::new,
          Migrate::new,
          Status::new,
          ProgressVerb::new,
          Pause::new,
          Resume::new,
          Cancel::new,
          Rollback::new,
          Deployed::new,
          Approve::new,
          Cleanup::new,
          DoctorVerb::new,
          FlagVerb::new,
          BreakerVerb::new,
          DeprecationsVerb::new,
          RunbookVerb::new,
          DemoVerb::new);

  private Verbs() {}
}
