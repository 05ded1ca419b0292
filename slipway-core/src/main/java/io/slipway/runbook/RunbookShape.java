package io.slipway.runbook;

import io.slipway.runbook.Shape.Choice;
import io.slipway.runbook.Shape.Form;
import io.slipway.runbook.Shape.Many;
import io.slipway.runbook.Shape.Names;
import io.slipway.runbook.Shape.Text;
import io.slipway.runbook.Shape.Whole;
import io.slipway.runbook.Shape.YesNo;
import java.util.List;

/** Everything a runbook may say. */
final class RunbookShape {
  private static final Text TEXT = new Text("[\\s\\S]*\\S[\\s\\S]*", "a text");
  private static final Text DURATION =
      new Text("[0-9]+(ms|s|m|h|d)", "a duration such as 30s, 5m or 2h");
  private static final Text NAME =
      new Text("[A-Za-z][A-Za-z0-9_-]*", "a name of letters, digits, - and _");
  private static final Choice SEVERITY = new Choice(List.of("error", "warn", "info"));

  private static final Form SQL =
      Form.of()
          .with("text", TEXT)
          .with("file", TEXT)
          .with("rows", new Whole(0, Integer.MAX_VALUE))
          .exactlyOne("text", "file");
  private static final Form CHECK =
      Form.of()
          .with("sql", TEXT)
          .with("expect", TEXT)
          .with("severity", SEVERITY)
          .requires("sql", "expect");
  private static final Form MIGRATE =
      Form.of()
          .with("folder", TEXT)
          .with("files", new Many(TEXT))
          .with("target", TEXT)
          .exactlyOne("folder", "files");
  private static final Form FLAG =
      Form.of()
          .with("name", NAME)
          .with("percentage", new Whole(0, 100))
          .requires("name", "percentage");
  private static final Form GATE =
      Form.of().with("deployed", TEXT).with("approval", NAME).exactlyOne("deployed", "approval");
  private static final Form COMMAND =
      Form.of().with("argv", new Many(TEXT)).with("timeout", DURATION).requires("argv");
  private static final Form SMOKE =
      Form.of()
          .with("insert", TEXT)
          .with("verify", TEXT)
          .with("remove", TEXT)
          .requires("insert", "verify", "remove");

  /** What the packages of checks and backups will read: their name, and options as texts. */
  private static final Form NAMED =
      Form.of()
          .with("name", NAME)
          .with("severity", SEVERITY)
          .with("options", new Names(TEXT))
          .requires("name");

  static final Form STEP =
      Form.of()
          .with("name", TEXT)
          .with("migrate", MIGRATE)
          .with("sql", SQL)
          .with("check", CHECK)
          .with("flag", FLAG)
          .with("gate", GATE)
          .with("command", COMMAND)
          .with("wait", DURATION)
          .with("smoke", SMOKE)
          .with("confirm", TEXT)
          .with("preflight", new Many(NAMED))
          .with("validate", new Many(NAMED))
          .with("backup", NAMED)
          .requires("name")
          .exactlyOne(
              "migrate",
              "sql",
              "check",
              "flag",
              "gate",
              "command",
              "wait",
              "smoke",
              "confirm",
              "preflight",
              "validate",
              "backup");

  private static final Form PHASE =
      Form.of()
          .with("name", TEXT)
          .with("objective", TEXT)
          .with("expected", DURATION)
          .with("steps", new Many(STEP))
          .with("checkpoints", new Many(CHECK))
          .with("success", new Many(CHECK))
          .with("approval", NAME)
          .with("goNoGo", new YesNo())
          .with("rollback", new Many(STEP))
          .requires("name", "objective", "expected", "steps");

  /** An included file: a part of a runbook, nothing in it is required. */
  static final Form PART =
      Form.of()
          .with("runbook", TEXT)
          .with("description", TEXT)
          .with("include", new Many(TEXT))
          .with("roles", new Names(TEXT))
          .with("variables", new Names(TEXT))
          .with("environments", new Names(new Names(TEXT)))
          .with("phases", new Many(PHASE))
          .with("cleanup", new Many(STEP));

  static final Form RUNBOOK = PART.requires("runbook", "phases");

  private RunbookShape() {}
}
