package android.util;

/** Stands in for the real one, which writes to the log of a device: here nothing is logged. */
public final class Log {
  public static final int VERBOSE = 2;
  public static final int DEBUG = 3;
  public static final int INFO = 4;
  public static final int WARN = 5;
  public static final int ERROR = 6;
  public static final int ASSERT = 7;

  private Log() {}

  public static boolean isLoggable(String tag, int level) {
    return false;
  }

  public static int v(String tag, String text) {
    return 0;
  }

  public static int v(String tag, String text, Throwable error) {
    return 0;
  }

  public static int d(String tag, String text) {
    return 0;
  }

  public static int d(String tag, String text, Throwable error) {
    return 0;
  }

  public static int i(String tag, String text) {
    return 0;
  }

  public static int i(String tag, String text, Throwable error) {
    return 0;
  }

  public static int w(String tag, String text) {
    return 0;
  }

  public static int w(String tag, Throwable error) {
    return 0;
  }

  public static int w(String tag, String text, Throwable error) {
    return 0;
  }

  public static int e(String tag, String text) {
    return 0;
  }

  public static int e(String tag, String text, Throwable error) {
    return 0;
  }

  public static int println(int level, String tag, String text) {
    return 0;
  }

  public static String getStackTraceString(Throwable error) {
    return String.valueOf(error);
  }
}
