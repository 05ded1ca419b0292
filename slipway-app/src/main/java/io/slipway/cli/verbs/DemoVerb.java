package io.slipway.cli.verbs;

import io.slipway.cli.Answer;
import io.slipway.cli.ExitCode;
import io.slipway.cli.Session;
import io.slipway.cli.Verb;
import io.slipway.cli.help.Page;
import io.slipway.cli.output.Paint;
import io.slipway.demo.Demo;
import io.slipway.demo.Report;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway demo}. */
@Command(name = "demo")
final class DemoVerb implements Verb {
  @Option(names = "--quick", description = "60,000 orders instead of 300,000: under 30 seconds.")
  boolean quick;

  @Override
  public Page page() {
    return new Page(
        "see it work: a shop under traffic, measured",
        List.of(
            "Starts a PostgreSQL of its own on this machine, fills a shop and lets its application"
                + " work: readers, writers, READ COMMITTED and REPEATABLE READ transactions, a"
                + " long report now and then. Four changes are made, each first as"
                + " written and then by Slipway, on a fresh copy of the same data.",
            "Requests are due at fixed times, so a stall is measured and not hidden. At the end"
                + " every row is compared with what the application stored."),
        List.of(
            new Page.Example("slipway demo --quick", "the short one, under 30 seconds"),
            new Page.Example("slipway demo", "300,000 orders, under 90 seconds"),
            new Page.Example("slipway demo --format json", "the numbers, for a script")),
        "Nothing of yours. The server it starts is gone when it ends; no database of yours is"
            + " asked.",
        List.of(ExitCode.DONE, ExitCode.INTERNAL, ExitCode.USAGE));
  }

  @Override
  public Answer run(Session session) {
    Demo.Size size = quick ? Demo.Size.QUICK : Demo.Size.FULL;
    Paint paint = session.settings().errorPaint();
    Report report = Demo.run(size, line -> session.log().println(paint.faint("  " + line)));
    DemoText text = new DemoText(report, session.settings().paint());
    ExitCode exit = report.keepsItsPromise() ? ExitCode.DONE : ExitCode.INTERNAL;
    return Answer.of(exit, text::print, json -> DemoJson.write(json, report));
  }
}
