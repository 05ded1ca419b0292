package io.slipway.state;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who runs: what a second runner is told. */
public record Holder(long pid, String host, String application) {
  public static Holder thisProcess(String application) {
    return new Holder(ProcessHandle.current().pid(), hostName(), application);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown host";
    }
  }
}
