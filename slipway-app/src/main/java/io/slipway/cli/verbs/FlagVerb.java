package io.slipway.cli.verbs;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Problems;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.output.Paint;
import io.slipway.cli.output.TextTable;
import io.slipway.event.Event;
import io.slipway.problem.SlipwayException;
import io.slipway.state.Flags;
import io.slipway.state.Flags.Flag;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway flag}. */
@Command(name = "flag", aliases = "flags")
final class FlagVerb implements Verb {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The flag; without it all are listed.")
  @Nullable String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VALUE",
      description = "on, off, remove, or the share of users it is on for: 10%%.")
  @Nullable String value;

  @Option(
      names = "--user",
      paramLabel = "ID",
      description = "Say whether the flag is on for this user; exits with 3 where it is off.")
  @Nullable String user;

  @Override
  public Page page() {
    return new Page(
        "feature flags in the database, by percentage of users",
        List.of(
            "The application asks `SELECT check_feature_flag('name', user_id)`. The answer is the"
                + " same for a user every time, and who is in at 10 % is in at 50 %. The rows are"
                + " those of _migration_feature_flags: SQL may change them as well."),
        List.of(
            new Page.Example("slipway flag", "all flags"),
            new Page.Example("slipway flag new_search 10%", "on for a tenth of the users"),
            new Page.Example("slipway flag new_search off", "off for everybody, at once"),
            new Page.Example("slipway flag new_search --user 4711", "what that user gets")),
        "One row of _migration_feature_flags, where a value is given.",
        List.of(ExitCode.DONE, ExitCode.CHANGES_PENDING, ExitCode.USAGE, ExitCode.RETRYABLE));
  }

  @Override
  public Answer run(Session session) {
    return session
        .workbench()
        .engine(Event.Listener.NONE)
        .onState((sql, schema) -> answer(new Flags(sql, schema), session.settings().paint()));
  }

  private Answer answer(Flags flags, Paint paint) {
    if (name == null) return list(flags.all(), paint);
    if (user != null) return check(flags, name, user);
    if (value != null) set(flags, name, value);
    List<Flag> left = flags.find(name).stream().toList();
    if (left.isEmpty() && value == null) throw unknown(name);
    return list(left, paint);
  }

  private static Answer check(Flags flags, String name, String user) {
    if (flags.find(name).isEmpty()) throw unknown(name);
    boolean isOn = flags.isOn(name, user);
    return Answer.of(
        isOn ? ExitCode.DONE : ExitCode.CHANGES_PENDING,
        out -> out.println(name + " is " + (isOn ? "on" : "off") + " for " + user),
        json -> json.writeBooleanField("on", isOn));
  }

  private static void set(Flags flags, String name, String value) {
    switch (value) {
      case "on" -> flags.set(name, true, 100);
      case "off" -> flags.set(name, false, null);
      case "remove" -> {
        if (!flags.remove(name)) throw unknown(name);
      }
      default -> flags.set(name, true, percentage(value));
    }
  }

  private static int percentage(String value) {
    if (value.matches("\\d{1,3}%?")) {
      int percentage = Integer.parseInt(value.replace("%", ""));
      if (percentage <= 100) return percentage;
    }
    throw Problems.usage(
        "CLI-50",
        "a flag cannot be set to " + value,
        "Say on, off, remove, or a percentage from 0% to 100%.");
  }

  private static SlipwayException unknown(String name) {
    return Problems.usage(
        "CLI-51", "there is no flag " + name, "`slipway flag " + name + " 10%` makes it.");
  }

  private static Answer list(List<Flag> flags, Paint paint) {
    return Answer.of(
        ExitCode.DONE,
        out -> text(out, flags, paint),
        json -> {
          json.writeArrayFieldStart("flags");
          for (Flag flag : flags) write(flag, json);
          json.writeEndArray();
        });
  }

  private static void text(PrintWriter out, List<Flag> flags, Paint paint) {
    if (flags.isEmpty()) {
      out.println("No flag.");
      return;
    }
    var table = new TextTable().row("flag", "state", "users", "changed", "by");
    for (Flag it : flags) {
      table.row(
          it.name(),
          it.enabled() ? "on" : "off",
          it.percentage() + " %",
          it.updatedAt().toString(),
          it.updatedBy());
    }
    table.print(out, "", paint);
  }

  private static void write(Flag flag, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", flag.name());
    json.writeBooleanField("enabled", flag.enabled());
    json.writeNumberField("rolloutPercentage", flag.percentage());
    json.writeStringField("updatedAt", flag.updatedAt().toString());
    json.writeStringField("updatedBy", flag.updatedBy());
    json.writeEndObject();
  }
}
