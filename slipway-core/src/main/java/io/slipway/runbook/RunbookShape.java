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

  /** What a threshold can look at without a query of the author's own. */
  static final List<String> MEASURES =
      List.of(
          "query_time",
          "transaction_time",
          "error_rate",
          "connection_usage",
          "lock_waits",
          "replication_lag",
          "record_count_diff");

  private static final Choice SEVERITY = new Choice(List.of("error", "warn", "info"));

  private static final Form SQL =
      Form.of()
          .with("text", TEXT)
          .with("file", TEXT)
          .with("rows", new Whole(0, Integer.MAX_VALUE))
          .with("autocommit", new YesNo())
          .with("probe", TEXT)
          .with("repair", TEXT)
          .exactlyOne("text", "file");
  private static final Form CHECK =
      Form.of()
          .with("name", TEXT)
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
      Form.of()
          .with("argv", new Many(TEXT))
          .with("timeout", DURATION)
          .with("environment", new Names(TEXT))
          .with("repeatable", new YesNo())
          .requires("argv");
  private static final Form HTTP =
      Form.of()
          .with("url", TEXT)
          .with("status", new Whole(100, 599))
          .with("contains", TEXT)
          .with("within", DURATION)
          .requires("url");
  private static final Form UNDO =
      Form.of().with("step", TEXT).with("acceptLoss", new YesNo()).requires("step");
  private static final Form SMOKE =
      Form.of()
          .with("insert", TEXT)
          .with("verify", TEXT)
          .with("remove", TEXT)
          .requires("insert", "verify", "remove");

  /** What the packages of checks and backups read: their name, and options as texts. */
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
          .with("http", HTTP)
          .with("undo", UNDO)
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
              "backup",
              "http",
              "undo");

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

  private static final Form THRESHOLD =
      Form.of()
          .with("name", NAME)
          .with("limit", new Text(Limit.PATTERN, "a limit such as > 1000ms, >= 1% or < 5"))
          .with("action", new Choice(List.of("warn", "pause", "abort", "rollback")))
          .with("times", new Whole(1, 1000))
          .with("every", DURATION)
          .with("measure", new Choice(MEASURES))
          .with("sql", TEXT)
          .with("url", TEXT)
          .with("pointer", TEXT)
          .with("options", new Names(TEXT))
          .requires("name", "limit")
          .exactlyOne("measure", "sql", "url");
  private static final Form WAY =
      Form.of()
          .with("description", TEXT)
          .with("steps", new Many(STEP))
          .with("phases", new Many(TEXT))
          .requires("description");

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
          .with("cleanup", new Many(STEP))
          .with("secrets", new Names(new Text("(env|file):[^\\s].*", "env:VARIABLE or file:PATH")))
          .with("thresholds", new Many(THRESHOLD))
          .with("rollbacks", new Names(WAY));

  static final Form RUNBOOK = PART.requires("runbook", "phases");

  private RunbookShape() {}
}
