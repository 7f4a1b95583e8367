package oracle;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.json.JSONArray;
import org.json.JSONObject;

/**
 * Reads files as Android's libraries do. Takes one JSON array a line, [kind, text], and answers each with one line: what was read, or
 * `{"refused": …}` with the libraries' own exception.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var answers = new java.io.PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      JSONArray file = new JSONArray(line);
      answers.println(answer(file.getString(0), file.getString(1)));
    }
  }

  private static JSONObject answer(String kind, String text) throws Exception {
    try {
      return switch (kind) {
        case "amplify-outputs" -> Amplify.gen2(text);
        case "amplifyconfiguration" -> Amplify.gen1(text);
        case "awsconfiguration" -> MobileSdk.read(text);
        default -> throw new IllegalArgumentException("unknown kind " + kind);
      };
    } catch (Throwable error) {
      return new JSONObject().put("refused", chain(error));
    }
  }

  private static String chain(Throwable error) {
    StringBuilder text = new StringBuilder();
    for (Throwable one = error; one != null; one = one.getCause() == one ? null : one.getCause()) {
      if (text.length() > 0) text.append(" < ");
      text.append(one.getClass().getSimpleName()).append(": ").append(String.valueOf(one.getMessage()).split("\n")[0]);
    }
    return text.toString();
  }

  /** Order means nothing in what is read as a set. */
  static JSONArray sorted(Collection<?> values) {
    JSONArray sorted = new JSONArray();
    if (values != null) values.stream().map(String::valueOf).sorted().forEach(sorted::put);
    return sorted;
  }
}
