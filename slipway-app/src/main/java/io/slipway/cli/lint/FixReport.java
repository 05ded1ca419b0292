package io.slipway.cli.lint;

import com.fasterxml.jackson.core.JsonGenerator;
import io.slipway.cli.work.Fixer.Fixed;
import io.slipway.plan.Fix;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * What was, or would be, written anew.
 *
 * @param folder where lint was started
 * @param written the files hold it already; else the difference is shown
 */
public record FixReport(List<Fixed> files, Path folder, boolean written) {
  public void text(PrintWriter out) {
    for (Fixed it : files) {
      String path = path(it);
      if (written) {
        it.fix().replaced().forEach(line -> out.println(path + ":" + line + " written anew"));
      } else {
        out.print(UnifiedDiff.of(path, it.before(), it.fix().text()));
      }
    }
    // A difference is for git apply: what else there is to say stands on lines it passes over.
    for (Fixed it : files) {
      for (Fix.Left left : it.fix().left()) {
        out.println("# " + path(it) + ":" + left.line() + " is left: " + left.why());
      }
    }
    if (written) {
      long count = files.stream().mapToLong(it -> it.fix().replaced().size()).sum();
      out.println(count + (count == 1 ? " statement" : " statements") + " written anew.");
    }
  }

  private String path(Fixed it) {
    return Places.path(it.file(), folder);
  }

  public void json(JsonGenerator json) throws IOException {
    json.writeBooleanField("written", written);
    json.writeArrayFieldStart("files");
    for (Fixed it : files) {
      if (it.fix().replaced().isEmpty() && it.fix().left().isEmpty()) continue;
      json.writeStartObject();
      json.writeStringField("file", path(it));
      json.writeArrayFieldStart("replaced");
      for (int line : it.fix().replaced()) json.writeNumber(line);
      json.writeEndArray();
      json.writeArrayFieldStart("left");
      for (Fix.Left left : it.fix().left()) {
        json.writeStartObject();
        json.writeNumberField("line", left.line());
        json.writeStringField("why", left.why());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeStringField("diff", UnifiedDiff.of(path(it), it.before(), it.fix().text()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
